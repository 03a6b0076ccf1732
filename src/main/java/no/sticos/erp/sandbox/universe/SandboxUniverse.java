package no.sticos.erp.sandbox.universe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sandbox.identifiers.SyntheticOrgnr;

/**
 * Everything that exists in one sandbox; books grow from {@code seed} and each company's id.
 *
 * @param users Visma users, who see the companies that they name
 * @param people who may be chosen in the demo sign-in
 */
public record SandboxUniverse(long seed, List<CompanyPlan> companies, List<VismaUser> users, List<DemoPerson> people) {
    /** The password of every Visma user that this class makes up; the sandbox's login page shows it. */
    public static final String PASSWORD = "sandkasse";

    /** Refuses a user with a company that does not exist, and two companies with one id. */
    public SandboxUniverse {
        companies = List.copyOf(companies);
        users = List.copyOf(users);
        people = List.copyOf(people);
        var ids = companies.stream().map(CompanyPlan::id).toList();
        if (ids.stream().distinct().count() != ids.size()
                || !users.stream().allMatch(user -> ids.containsAll(user.companies()))) {
            throw new IllegalArgumentException("the universe's companies and users do not fit together");
        }
    }

    /** A universe whose one Visma user, {@code regnskap@sandkasse.example}, sees all companies. */
    public static SandboxUniverse of(long seed, List<CompanyPlan> companies) {
        return new SandboxUniverse(
                seed, companies, List.of(user("regnskap@sandkasse.example", companies)), DemoUniverse.people());
    }

    /** The demo's universe: about twenty companies of every kind, one user who sees all and a colleague. */
    public static SandboxUniverse demo(long seed) {
        return DemoUniverse.grow(seed);
    }

    /** Many equal companies for load: names and organisation numbers count up. */
    public static SandboxUniverse bulk(long seed, int companies, int vouchersEach) {
        var orgnrs = SyntheticOrgnr.all().limit(companies).toList();
        return of(
                seed,
                IntStream.range(0, companies)
                        .mapToObj(i -> CompanyPlan.of("Lastprøve %05d AS".formatted(i), orgnrs.get(i), vouchersEach))
                        .toList());
    }

    static VismaUser user(String email, List<CompanyPlan> companies) {
        var id = UUID.nameUUIDFromBytes(email.getBytes(StandardCharsets.UTF_8));
        return new VismaUser(
                id,
                email,
                Secret.of(PASSWORD),
                companies.stream().map(CompanyPlan::id).toList());
    }
}
