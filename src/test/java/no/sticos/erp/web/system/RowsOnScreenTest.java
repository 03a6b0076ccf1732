package no.sticos.erp.web.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import no.sticos.erp.clients.Person;
import no.sticos.erp.connect.Right;
import no.sticos.erp.connect.Session;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.Stage;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.live.FirmFeed;
import no.sticos.erp.web.live.LiveEvent;
import no.sticos.erp.web.shell.Assets;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.status.ClientRows;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowsOnScreenTest {
    private static final Instant NOW = Instant.parse("2026-11-24T13:00:00Z");
    private static final FirmFeed.Counts COUNTS = new FirmFeed.Counts(List.of(), null);

    private final Messages messages = Messages.bokmal();
    private final Pages pages = new Pages(messages, Assets.load());
    private final ClientRows rows = new ClientRows(messages);
    private final RowsOnScreen screen = screen(queued(9));

    @Test
    void a_place_in_the_queue_is_told_with_the_counts_and_not_at_every_look() {
        assertThat(names(screen.changes(look(queued(8), null)))).isEmpty();

        assertThat(names(screen.changes(look(queued(7), COUNTS)))).contains("row-7");
        assertThat(names(screen.changes(look(queued(7), COUNTS)))).doesNotContain("row-7");
    }

    @Test
    void that_its_turn_has_come_is_told_at_once() {
        assertThat(names(screen.changes(look(client(ClientState.RUNNING, "RUNNING", null), null))))
                .contains("row-7");
    }

    private RowsOnScreen screen(ClientView client) {
        var question = question();
        var first = new ClientTable(
                1,
                ListQuery.all(),
                Cards.counts(new IntegrationId(1), List.of(), null),
                List.of(rows.row(client, question.session().rights(), false)),
                1);
        var screen = new RowsOnScreen(pages, messages, new DrawnRows(rows, pages), question, first);
        assertThat(names(screen.present())).contains("row-7");
        return screen;
    }

    private static List<String> names(List<LiveEvent> events) {
        return events.stream().map(LiveEvent::name).toList();
    }

    private static FirmFeed.Look look(ClientView client, FirmFeed.@Nullable Counts counts) {
        return new FirmFeed.Look(Map.of(client.id(), client), counts);
    }

    private static ClientView queued(int place) {
        return client(ClientState.QUEUED, "QUEUED", place);
    }

    private static ClientView client(ClientState state, String run, @Nullable Integer place) {
        return new ClientView(
                new ClientId(7),
                new IntegrationId(1),
                state,
                new ClientView.Identity("Fjell AS", "ORGNR", "974760673", null, null, null),
                true,
                "Kari",
                NOW,
                "Kari",
                NOW,
                "Kari",
                true,
                null,
                null,
                new ClientView.Run(
                        run,
                        Stage.SETTINGS,
                        place == null ? NOW : null,
                        null,
                        NOW,
                        null,
                        List.of(),
                        null,
                        place,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        null));
    }

    private static ClientTables.Question question() {
        var session = new Session(
                Buffer.buffer(),
                new TenantId(1),
                "Byrå",
                new Person("sub", "Kari"),
                EnumSet.allOf(Right.class),
                Secret.of("token"),
                Duration.ofMinutes(30));
        return new ClientTables.Question(session, new IntegrationId(1), ListQuery.all(), 0);
    }
}
