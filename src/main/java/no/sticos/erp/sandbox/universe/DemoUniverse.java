package no.sticos.erp.sandbox.universe;

import java.util.List;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;
import no.sticos.erp.sandbox.universe.CompanyPlan.Quirk;

/**
 * The companies and people of the demo: one of each kind that a firm meets, and some ordinary ones.
 *
 * <p>The first twelve are those that the demo's firm has connected when it starts.
 */
final class DemoUniverse {
    private static final String FIRM_ID = "7f3c1c0e-5b1d-4a59-9a53-0d7c6f2f8a11";
    private static final String FIRM = "Fjordtall Regnskap AS";
    private static final String OTHER_FIRM_ID = "c2a7d7a4-3f66-4f0e-8a0a-3b1f2b8b5d22";
    private static final String OTHER_FIRM = "Viddetall Økonomi AS";

    private DemoUniverse() {}

    static SandboxUniverse grow(long seed) {
        var companies = companies();
        var users = List.of(
                SandboxUniverse.user("kari@fjordtall.example", companies),
                SandboxUniverse.user("ola@fjordtall.example", companies.subList(0, 6)));
        return new SandboxUniverse(seed, companies, users, people());
    }

    static List<DemoPerson> people() {
        return List.of(
                new DemoPerson("kari", "Kari Fjordheim", "kari@fjordtall.example", FIRM_ID, FIRM, List.of("admin")),
                new DemoPerson("ola", "Ola Måsvik", "ola@fjordtall.example", FIRM_ID, FIRM, List.of("reader")),
                new DemoPerson(
                        "ingrid",
                        "Ingrid Viddal",
                        "ingrid@viddetall.example",
                        OTHER_FIRM_ID,
                        OTHER_FIRM,
                        List.of("admin")),
                new DemoPerson("per", "Per Uten Rolle", "per@fjordtall.example", FIRM_ID, FIRM, List.of()));
    }

    private static List<CompanyPlan> companies() {
        return List.of(
                company("Bjørkelia Trelast AS", 1, 2_000),
                company("Åsgrenda Bakeri AS", 2, 1_200),
                company("Møllebakken Blomster AS", 3, 400),
                company("Havørn Storhandel AS", 6, 20_000),
                company("Tyttebærstien Barnehage SA", 7, 900).yearsFrom(7),
                company("Nøtteknekkeren Design AS", 5, 20),
                CompanyPlan.of("Velforeningen Solkroken", null, 60),
                CompanyPlan.of("Sagmester Grantopp ENK", "03851598730", 240),
                company("Tvillingtunet Drift AS", 8, 300),
                company("Tvillingtunet Eiendom AS", 8, 180),
                company("Skjevt Lager AS", 12, 700).odd(Quirk.WRONG_BALANCES),
                company("Utløpt Samtykke AS", 13, 260).odd(Quirk.DEAD_GRANT),
                company("Skjærgårdslyd AS", 4, 150),
                CompanyPlan.of("Feilskrevet Orgnummer AS", "310000009", 90),
                company("Ferskvann Oppstart AS", 9, 40).in(CompanyState.GUIDE_UNFINISHED),
                company("Nedlagt Kolonial AS", 10, 500).in(CompanyState.INACTIVE),
                company("Enkel Fakturering AS", 11, 350).in(CompanyState.WITHOUT_BALANCES),
                company("Kun Lønnsprogram AS", 14, 20)
                        .in(CompanyState.NO_API_MODULE)
                        .odd(Quirk.OTHER_PRODUCT),
                company("Fløyelsfjell & Sønner <Transport> AS", 15, 1_500).years(5),
                company("Blåklokke Frisør AS", 16, 600),
                company("Granittberget Entreprenør AS", 17, 1_800));
    }

    private static CompanyPlan company(String name, int place, int vouchers) {
        return CompanyPlan.of(name, SyntheticOrgnr.of(place), vouchers);
    }
}
