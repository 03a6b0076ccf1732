package no.sticos.erp.web.keys;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import no.sticos.erp.connect.ApiKeys;
import no.sticos.erp.connect.ApiScope;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/**
 * A new key as its form has it.
 *
 * @param form the form's own number: sent twice, it asks for one key
 * @param name as it was typed
 * @param scopes what is ticked
 * @param days what is chosen
 * @param sent whether it was sent, so that it may be wrong
 */
public record ApiKeyForm(UUID form, String name, Set<ApiScope> scopes, int days, boolean sent) {
    /** What can be chosen. */
    public static final List<Integer> DAYS = List.of(30, 90, 180, ApiKeys.MOST_DAYS);

    private static final int USUAL_DAYS = 90;
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Keeps its own copy. */
    public ApiKeyForm {
        scopes = Set.copyOf(scopes);
    }

    /** An empty one, which opens what does no harm. */
    static ApiKeyForm fresh() {
        return new ApiKeyForm(UUID.randomUUID(), "", Set.of(ApiScope.CLIENTS_READ), USUAL_DAYS, false);
    }

    /** What was sent. Fails with {@code INVALID_INPUT} where the form offers no such choice. */
    static ApiKeyForm read(MultiMap fields) {
        var form = Objects.requireNonNullElse(fields.get("form"), "");
        var days = Objects.requireNonNullElse(fields.get("days"), "");
        var chosen = DAYS.stream().filter(each -> each.toString().equals(days)).findFirst();
        if (!UUID_FORM.matcher(form).matches() || chosen.isEmpty()) {
            throw Fault.of(Cause.INVALID_INPUT);
        }
        var scopes = EnumSet.noneOf(ApiScope.class);
        Arrays.stream(ApiScope.values())
                .filter(scope -> fields.contains(field(scope)))
                .forEach(scopes::add);
        var name = Objects.requireNonNullElse(fields.get("name"), "").strip();
        return new ApiKeyForm(UUID.fromString(form), name, scopes, chosen.get(), true);
    }

    /** Whether the name cannot be taken. */
    public boolean isNameWrong() {
        return sent && !ApiKeys.Wanted.isName(name);
    }

    /** Whether nothing is ticked. */
    public boolean isScopesWrong() {
        return sent && scopes.isEmpty();
    }

    boolean isWrong() {
        return isNameWrong() || isScopesWrong();
    }

    ApiKeys.Wanted wanted() {
        return new ApiKeys.Wanted(form, name, scopes, Duration.ofDays(days));
    }

    /** The scope's field, and the last part of its texts' keys. */
    public static String field(ApiScope scope) {
        return scope.word().replace(':', '_');
    }
}
