package no.sticos.erp.erp.visma;

import java.util.List;
import java.util.Optional;
import no.sticos.erp.erp.Company;
import no.sticos.erp.erp.JsonValue;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/** Reads who a company is from its settings (facts.md §1.5). */
final class CompanyReader {
    private static final PropertyNames NAMES = new PropertyNames(
            List.of("CompanyIdentifier", "Name", "CorporateIdentityNumber", "CountryCode", "CompanyStatus"));
    /** 0 Inactive, 1 Active, 2 ReadOnly: a read-only company's books can still be read. */
    private static final int INACTIVE = 0;

    private CompanyReader() {}

    /**
     * The company of an answer to {@code /companysettings}.
     *
     * @param named the company that the token names; stands in for an identifier, which Visma may leave out
     */
    static Company read(Answer answer, Optional<String> named) {
        return answer.object(NAMES::spelled)
                .map(settings -> company(settings, named))
                .orElseThrow(() -> Fault.of(Cause.NOT_UNDERSTOOD, "no JSON object"));
    }

    private static Company company(JsonValue.Obj settings, Optional<String> named) {
        var status = settings.get("CompanyStatus");
        return new Company(
                text(settings, "CompanyIdentifier").or(() -> named).orElseThrow(() -> missing("CompanyIdentifier")),
                text(settings, "Name").orElseThrow(() -> missing("Name")),
                text(settings, "CorporateIdentityNumber").orElse(null),
                text(settings, "CountryCode").orElseThrow(() -> missing("CountryCode")),
                status == null || Field.integer("CompanyStatus", status) != INACTIVE);
    }

    private static Optional<String> text(JsonValue.Obj settings, String name) {
        return Optional.ofNullable(settings.get(name))
                .map(value -> Field.string(name, value))
                .filter(text -> !text.isBlank());
    }

    private static Fault missing(String name) {
        return Field.missing(name);
    }
}
