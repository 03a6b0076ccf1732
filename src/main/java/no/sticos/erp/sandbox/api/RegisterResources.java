package no.sticos.erp.sandbox.api;

import static no.sticos.erp.sandbox.api.Resources.byId;
import static no.sticos.erp.sandbox.universe.Variant.BOOKKEEPING;
import static no.sticos.erp.sandbox.universe.Variant.INVOICING;
import static no.sticos.erp.sandbox.universe.Variant.INVOICING_COLLABORATION;
import static no.sticos.erp.sandbox.universe.Variant.PRO;
import static no.sticos.erp.sandbox.universe.Variant.SOLO;
import static no.sticos.erp.sandbox.universe.Variant.STANDARD;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import no.sticos.erp.sandbox.api.Resource.Listed;
import no.sticos.erp.sandbox.api.Resource.Single;

/** VAT, departments, projects, terms and currencies. */
final class RegisterResources {
    private static final Reach VAT_CODES = Reach.of(Set.of("accounting"), PRO, STANDARD, BOOKKEEPING, INVOICING, SOLO);
    private static final Reach VAT_REPORTS =
            Reach.of(Set.of("accounting"), PRO, STANDARD, BOOKKEEPING, SOLO, INVOICING_COLLABORATION);
    private static final Reach COST_CENTERS =
            Reach.of(Set.of("accounting", "sales"), PRO, STANDARD, BOOKKEEPING, INVOICING);
    private static final Reach PROJECTS =
            Reach.of(Set.of("accounting", "sales", "purchase"), PRO, STANDARD, BOOKKEEPING, INVOICING);
    private static final Reach TERMS =
            Reach.of(Set.of("sales", "purchase"), PRO, STANDARD, INVOICING, SOLO, BOOKKEEPING);
    private static final Reach CURRENCIES =
            Reach.of(Set.of("sales", "purchase"), PRO, STANDARD, INVOICING, BOOKKEEPING, INVOICING_COLLABORATION, SOLO);
    private static final Set<String> RATE_DATE = Set.of("vatRateDate");

    private RegisterResources() {}

    static List<Resource> all() {
        return List.of(
                new Listed<>("/vatcodes", VAT_CODES, VatShapes.CODE, asked -> Source.of(codes()), RATE_DATE),
                new Single<>(
                        "/vatcodes/{id}",
                        VAT_CODES,
                        VatShapes.CODE,
                        asked -> byId(asked, "id", codes(), VatCode::id),
                        RATE_DATE),
                new Listed<>("/vatcodesrates", VAT_CODES, VatShapes.CODE_RATES, asked -> Source.of(codes())),
                new Listed<>(
                        "/vatreports",
                        VAT_REPORTS,
                        VatShapes.REPORT_OF_TERM,
                        asked -> Source.of(VatShapes.reports(asked.company()))),
                new Single<>(
                        "/vatreports/{id}",
                        VAT_REPORTS,
                        VatShapes.REPORT_OF_TERM,
                        asked -> byId(asked, "id", VatShapes.reports(asked.company()), VatShapes.Term::id)),
                new Listed<>(
                        "/costcenters",
                        COST_CENTERS,
                        RegisterShapes.COST_CENTER,
                        asked -> Source.of(List.of(asked.company()))),
                new Single<>(
                        "/costcenteritems/{itemId}",
                        COST_CENTERS,
                        RegisterShapes.DEPARTMENT,
                        asked -> byId(
                                asked,
                                "itemId",
                                RegisterShapes.departments(asked.company()),
                                RegisterShapes.Department::id)),
                new Listed<>(
                        "/projects",
                        PROJECTS,
                        RegisterShapes.PROJECT,
                        asked -> Source.of(RegisterShapes.projects(asked.company()))),
                new Single<>(
                        "/projects/{id}",
                        PROJECTS,
                        RegisterShapes.PROJECT,
                        asked -> byId(
                                asked, "id", RegisterShapes.projects(asked.company()), RegisterShapes.Project::id)),
                new Listed<>(
                        "/termsofpayments",
                        TERMS,
                        TermsShape.TERMS,
                        asked -> Source.of(TermsShape.all(asked.company()))),
                new Single<>(
                        "/termsofpayments/{id}",
                        TERMS,
                        TermsShape.TERMS,
                        asked -> byId(asked, "id", TermsShape.all(asked.company()), TermsShape.Held::id)),
                new Listed<>(
                        "/currencies",
                        CURRENCIES,
                        RegisterShapes.CURRENCY,
                        asked -> Source.of(RegisterShapes.CURRENCIES)));
    }

    private static List<VatCode> codes() {
        return Arrays.asList(VatCode.values());
    }
}
