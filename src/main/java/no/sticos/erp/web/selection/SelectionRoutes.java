package no.sticos.erp.web.selection;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import no.sticos.erp.clients.Integration;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.sync.ManyClients;
import no.sticos.erp.web.selection.SelectionPages.Asked;
import no.sticos.erp.web.shell.Answers;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Paths;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Rooms;
import no.sticos.erp.web.shell.Shell;
import no.sticos.erp.web.shell.Visits;
import org.jspecify.annotations.Nullable;

/**
 * The bar below the client list: one question for all that are chosen, and a result for each.
 *
 * <p>A form without {@code sure} is a question, however it was sent: a selection may be too long for an address.
 */
public final class SelectionRoutes {
    private static final String PATH = "/integrations/:integration/bulk";
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    /** More would make a person wait for the question. */
    private static final int COUNTED = 200;

    private final Rooms rooms;
    private final Pages pages;
    private final SelectionNumbers numbers;
    private final Choices choices;
    private final SelectionPages questions;
    private final ResultPages results;

    /** Does nothing yet. */
    public SelectionRoutes(Shell shell) {
        Messages messages = shell.messages();
        this.rooms = shell.rooms();
        this.pages = shell.pages();
        this.choices = new Choices(rooms, messages);
        this.numbers = new SelectionNumbers(choices, messages);
        this.questions = new SelectionPages(messages, rooms.removals().undo());
        this.results = new ResultPages(messages);
    }

    /** Takes its addresses. */
    public void mount(Router router) {
        router.get(PATH).handler(this::ask);
        router.post(PATH).handler(ctx -> {
            if (ctx.request().getFormAttribute("sure") == null) {
                ask(ctx);
            } else {
                act(ctx);
            }
        });
        router.get(PATH + "/numbers").handler(this::numbers);
    }

    private void ask(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        var asked = asked(ctx, visit);
        system(visit, asked)
                .flatMap(system -> chosen(visit, asked).flatMap(chosen -> question(system, asked, chosen, false)))
                .subscribe(Reply.with(ctx, page -> show(ctx, 200, page)));
    }

    /** A list that has changed since is asked about anew: nobody said yes to those. */
    private void act(RoutingContext ctx) {
        var visit = Visits.of(ctx);
        var asked = asked(ctx, visit);
        var form = form(ctx.request().getFormAttribute("form"));
        long about = Paths.number(ctx.request().getFormAttribute("clients"));
        system(visit, asked)
                .flatMap(system -> chosen(visit, asked).map(chosen -> new Found(system, chosen)))
                .subscribe(Reply.with(ctx, found -> {
                    if (found.chosen().size() != about) {
                        askAnew(ctx, asked, found);
                    } else {
                        act(ctx, visit, asked, found, form);
                    }
                }));
    }

    private void askAnew(RoutingContext ctx, Asked asked, Found found) {
        question(found.system(), asked, found.chosen(), true).subscribe(Reply.with(ctx, page -> show(ctx, 409, page)));
    }

    private void act(RoutingContext ctx, Visits.Visit visit, Asked asked, Found found, UUID form) {
        var going = clients(found, Choice::offered);
        var shown = clients(found, choice -> choice.offered() || choice.so());
        var word = new ManyClients.Word(
                form, found.system(), asked.action().deed(), visit.session().person());
        rooms.many()
                .act(word, going, found.chosen().stream().filter(Choice::so).count())
                .flatMap(outcomes -> after(visit, asked, shown).map(after -> result(asked, found, outcomes, after)))
                .subscribe(Reply.with(ctx, page -> Answers.html(ctx, 200, pages.page(page))));
    }

    private static List<ClientId> clients(Found found, Predicate<Choice> which) {
        return found.chosen().stream().filter(which).map(Choice::client).toList();
    }

    private Single<Map<ClientId, ResultPages.After>> after(Visits.Visit visit, Asked asked, List<ClientId> shown) {
        return choices.these(visit.session(), asked.integration(), shown)
                .toMap(client -> client.id(), ResultPages.After::of);
    }

    private SelectionResult result(
            Asked asked, Found found, List<ManyClients.Outcome> outcomes, Map<ClientId, ResultPages.After> after) {
        var byClient = new HashMap<ClientId, ManyClients.Outcome>();
        outcomes.forEach(outcome -> byClient.put(outcome.client(), outcome));
        var lines = results.lines(asked.action(), found.chosen(), byClient, after);
        return new SelectionResult(
                asked.viewer(),
                questions.trail(asked.integration()),
                asked.back(),
                results.title(asked.action(), lines),
                lines);
    }

    private void numbers(RoutingContext ctx) {
        var session = Visits.of(ctx).session();
        var integration = Paths.integration(ctx);
        rooms.integrations()
                .find(session.tenant(), integration)
                .flatMap(found -> numbers.of(session, integration, Selection.read(ctx)))
                .map(counts ->
                        pages.part("selection/buttons", Map.of("path", Paths.of(integration), "numbers", counts)))
                .subscribe(Reply.with(ctx, html -> Answers.html(ctx, 200, html)));
    }

    private static Asked asked(RoutingContext ctx, Visits.Visit visit) {
        var action = SelectionAction.named(
                        Objects.requireNonNullElse(ctx.request().getParam("action"), ""))
                .orElseThrow(() -> Fault.of(Cause.INVALID_INPUT, "action"));
        visit.demand(action.right());
        return new Asked(visit.viewer(), Paths.integration(ctx), action, Selection.read(ctx));
    }

    private static UUID form(@Nullable String sent) {
        var text = Objects.requireNonNullElse(sent, "");
        if (!UUID_FORM.matcher(text).matches()) {
            throw Fault.of(Cause.INVALID_INPUT, "form");
        }
        return UUID.fromString(text);
    }

    /** Another firm's system is not found before anything is done. */
    private Single<Integration> system(Visits.Visit visit, Asked asked) {
        return rooms.integrations().find(visit.session().tenant(), asked.integration());
    }

    private Single<List<Choice>> chosen(Visits.Visit visit, Asked asked) {
        return asked.selection().isEmpty()
                ? Single.just(List.of())
                : choices.of(visit.session(), asked.integration(), asked.selection(), asked.action());
    }

    private Single<SelectionQuestion> question(Integration system, Asked asked, List<Choice> chosen, boolean changed) {
        return tables(system, asked, chosen).map(tables -> questions.question(asked, chosen, tables, changed));
    }

    private Single<Map<String, Long>> tables(Integration system, Asked asked, List<Choice> chosen) {
        var going = chosen.stream().filter(Choice::offered).map(Choice::client).toList();
        return asked.action().removes() && !going.isEmpty() && going.size() <= COUNTED
                ? rooms.removals().preview(system, going)
                : Single.just(Map.of());
    }

    private void show(RoutingContext ctx, int status, SelectionQuestion page) {
        Answers.html(
                ctx, status, Answers.isFragment(ctx) ? pages.part("selection/dialog", "page", page) : pages.page(page));
    }

    private record Found(Integration system, List<Choice> chosen) {}
}
