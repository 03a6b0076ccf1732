package no.sticos.erp.web.api;

import io.vertx.rxjava3.ext.web.Router;
import io.vertx.rxjava3.ext.web.RoutingContext;
import io.vertx.rxjava3.ext.web.handler.BodyHandler;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import no.sticos.erp.clients.Person;
import no.sticos.erp.connect.ApiKey;
import no.sticos.erp.connect.ApiScope;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.web.shell.FaultHandler;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Reply;
import no.sticos.erp.web.shell.Shell;

/** Mounts what the description says, with what answers it; all below {@code /api} ends here, other addresses too. */
public final class ApiRoutes {
    static final String ROOT = "/api/v1";
    static final int LONGEST_BODY = 65_536;

    private static final String ALL = "/api/*";
    private static final Set<String> ACCEPTED = Set.of("*/*", "application/*", "application/json");

    private final ApiDescription description = ApiDescription.read();
    private final Map<String, Handling> answers;
    private final Door door;
    private final Messages messages;
    private final FaultHandler faults;

    /** Refuses a description that says other than what is answered. */
    public ApiRoutes(Shell shell) {
        this.messages = shell.messages();
        this.door = new Door(shell.rooms().apiKeys(), System::nanoTime);
        this.faults = FaultHandler.ofPrograms(shell.pages(), messages);
        this.answers = answers(shell);
        var described = description.operations().stream()
                .filter(operation -> operation.scopes() != null)
                .map(Operation::id)
                .collect(Collectors.toUnmodifiableSet());
        if (!described.equals(answers.keySet())) {
            throw new IllegalStateException("described are " + described + ", answered are " + answers.keySet());
        }
    }

    private static Map<String, Handling> answers(Shell shell) {
        var all = new HashMap<String, Handling>();
        all.putAll(new FirmReading(shell).all());
        all.putAll(new ClientReading(shell).all());
        all.putAll(new BooksReading(shell).all());
        all.putAll(new ConnectDoing(shell).all());
        all.putAll(new ClientDoing(shell).all());
        all.putAll(new FirmDoing(shell).all());
        return Map.copyOf(all);
    }

    /** Takes its addresses; before whatever reads bodies or asks for a session. */
    public void mount(Router router) {
        router.route(ALL).failureHandler(faults);
        router.route(ALL).handler(ApiRoutes::demandJson);
        router.route(ALL).handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
        for (var operation : description.operations()) {
            router.route(operation.method(), operation.route()).handler(ctx -> answer(ctx, operation));
        }
        router.route(ALL).handler(this::unknown);
    }

    private void answer(RoutingContext ctx, Operation operation) {
        var scopes = operation.scopes();
        if (scopes == null) {
            new ApiAnswer(200, description.text()).send(ctx);
        } else {
            answer(ctx, operation, scopes);
        }
    }

    private void answer(RoutingContext ctx, Operation operation, Set<ApiScope> scopes) {
        var handling = Objects.requireNonNull(answers.get(operation.id()), operation.id());
        door.open(ctx, scopes)
                .map(key -> call(ctx, operation, key))
                .flatMap(handling::of)
                .subscribe(Reply.with(ctx, answer -> answer.send(ctx)));
    }

    private Call call(RoutingContext ctx, Operation operation, ApiKey key) {
        var person = new Person("api-key " + key.id(), messages.text("api.actor", key.name()));
        return new Call(ctx, key, person, operation.parameters(ctx), operation.body(ctx));
    }

    /** What may be done with the address, if there is such a one. */
    private void unknown(RoutingContext ctx) {
        var methods = description.operations().stream()
                .filter(operation -> operation.isAt(ctx.normalizedPath()))
                .map(operation -> operation.method().name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (methods.isEmpty()) {
            throw Fault.of(Cause.NOT_FOUND);
        }
        ctx.response().putHeader("Allow", methods);
        throw Fault.of(Cause.METHOD_NOT_ALLOWED, methods);
    }

    private static void demandJson(RoutingContext ctx) {
        var accept = Objects.requireNonNullElse(ctx.request().getHeader("Accept"), "*/*");
        boolean takes = Arrays.stream(accept.toLowerCase(Locale.ROOT).split(",", -1))
                .map(type -> type.replaceFirst(";.*", "").strip())
                .anyMatch(ACCEPTED::contains);
        if (!takes) {
            throw Fault.of(Cause.NOT_ACCEPTABLE);
        }
        ctx.next();
    }
}
