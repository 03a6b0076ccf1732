package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every refusal of Visma's in a run, from the wire to the words: how the run ends, and what its client's row says. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedRunsIT {
    private final Site site;
    private final Messages messages = Messages.bokmal();

    RefusedRunsIT(io.vertx.core.Vertx vertx) {
        this.site = new Site(
                new Vertx(vertx),
                CompanyPlan.of("Lomvi Drift AS", "974760673", 30).years(2));
    }

    @AfterAll
    void close() {
        site.close();
    }

    @AfterEach
    void behave() {
        site.sandbox().faults().clear();
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "2000, /v2/vouchers/*, FAILED ourRequest, Noe gikk galt hos oss da vi spurte Visma. Vi er varslet.",
        "2000, /v2/articles, PARTIAL ourRequest, Noe gikk galt hos oss da vi spurte Visma. Vi er varslet.",
        "3000, /v2/articles, PARTIAL notFound, Visma fant ikke Artikler. Resten er oppdatert.",
        "3001, /v2/vouchers/*, PARTIAL yearGone, finnes ikke lenger i Visma. Vi leser årene på nytt.",
        "4002, /v2/*, FAILED moduleOffLater, har ikke lenger tilgang til eAccounting.",
        "4003, /v2/*, FAILED guideNotDone, Oppstartsveiviseren i Visma eAccounting er ikke fullført",
        "4004, /v2/*, FAILED companyClosed, er ikke aktiv i Visma.",
        "4006, /v2/articles, PARTIAL scopeMissing, Artikler mangler: samtykket gir ikke tilgang",
        "4007, /v2/*, FAILED userLacksRight, Koble til med en bruker som har full tilgang.",
        "4009, /v2/articles, DONE, ''",
        "4011, /v2/*, FAILED userLostAccess, har ikke lenger tilgang til firmaet i Visma.",
        "4012, /v2/*, FAILED licence, Logg inn i Visma eAccounting og godta den.",
        "4034, /v2/*, FAILED sandboxClient, Denne installasjonen kan bare hente testfirmaer."
    })
    void a_refusal_ends_the_run_with_its_cause_and_the_books_stand(int code, String path, String end, String words) {
        var client = site.newClient();
        site.finish(site.restless(site.source(Site.reading(1000))), client);
        var model = new ReadModel(site.database(), client);
        var before = model.views();

        site.sandbox().faults().when(path).then(Misbehaviour.forbidden(code));
        site.ask(client);
        var node = site.restless(site.source(Site.reading(1000)));
        site.finish(node, client);

        assertThat(model.run()).isEqualTo(end);
        assertThat(said(model)).contains(words);
        assertThat(model.views()).isEqualTo(before);
        assertThat(node.refusals()).hasSize(code == 4007 || code == 4011 ? 1 : 0);
    }

    private String said(ReadModel model) {
        var told = model.lines("SELECT concat_ws('|', cause, array_to_string(cause_args, '|')) FROM gateway.runs"
                        + " WHERE client_id = $1 ORDER BY run_id DESC LIMIT 1")
                .get(0)
                .split("\\|");
        if (told[0].isEmpty()) {
            return "";
        }
        var args = java.util.List.of(told).subList(1, told.length);
        return new Reason(told[0], args).in(messages);
    }
}
