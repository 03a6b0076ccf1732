package no.sticos.erp.sandbox.api;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import no.sticos.erp.sandbox.api.Field.Nested;
import no.sticos.erp.sandbox.books.Dimension;
import no.sticos.erp.sandbox.books.Mix;
import no.sticos.erp.sandbox.trade.Departments;
import no.sticos.erp.sandbox.trade.Party;
import no.sticos.erp.sandbox.universe.Company;

/** CostCenterApi, CostCenterItemApi, ProjectApi and CurrencyApi (facts.md §4.3). */
final class RegisterShapes {
    static final List<String> CURRENCIES = List.of("NOK", "SEK", "DKK", "EUR", "USD", "GBP");

    private static final long CENTER = 0x43454E54L;
    private static final int CLOSED = 3;
    private static final int ONGOING = 1;
    private static final int FINISHED = 2;

    /** A department; one is closed and still stands in old rows. */
    record Department(UUID center, Departments.Department item) {
        UUID id() {
            return item.id();
        }
    }

    /** Work for a customer; the first one is finished. */
    record Project(UUID id, int place, LocalDate start, Party customer) {}

    static final Shape<Department> DEPARTMENT = Shape.of(
            Field.of("CostCenterId", Department::center),
            Field.of("Id", Department::id),
            Field.of("Name", department -> department.item().name()),
            Field.of(
                    "ShortName",
                    department -> String.valueOf(100 + department.item().place())),
            Field.of("IsActive", department -> department.item().place() != CLOSED),
            Field.of("CreatedUtc", department -> department.item().created()));

    static final Shape<Company> COST_CENTER = Shape.of(
            Field.fixed("Name", "Avdeling"),
            Field.fixed("Number", 1),
            Field.fixed("IsActive", true),
            Field.of("Items", company -> Nested.list(DEPARTMENT, departments(company))),
            Field.of("Id", RegisterShapes::centerId));

    static final Shape<Project> PROJECT = Shape.of(
            Field.of("Id", Project::id),
            Field.of("Number", project -> String.valueOf(1 + project.place())),
            Field.of("Name", project -> "Prosjekt " + (1 + project.place())),
            Field.of("StartDate", Project::start),
            Field.of(
                    "EndDate", project -> project.place() == 0 ? project.start().plusYears(1) : null),
            Field.of("CustomerId", project -> project.customer().id()),
            Field.of("CustomerName", project -> project.customer().name()),
            Field.fixed("Notes", null),
            Field.of("Status", project -> project.place() == 0 ? FINISHED : ONGOING),
            Field.of("ModifiedUtc", project -> project.start().atTime(9, 0).toInstant(ZoneOffset.UTC)));

    static final Shape<String> CURRENCY = Shape.of(Field.of("Code", code -> code));

    private RegisterShapes() {}

    static UUID centerId(Company company) {
        return Mix.uuid(company.books().plan().seed() ^ CENTER, 0);
    }

    static List<Department> departments(Company company) {
        return company.trade().departments().all().stream()
                .map(item -> new Department(centerId(company), item))
                .toList();
    }

    static List<Project> projects(Company company) {
        var ids = Dimension.PROJECT.ids(company.books().plan().seed()).toList();
        var customers = company.trade().customerCards().grown();
        return IntStream.range(0, ids.size())
                .mapToObj(place ->
                        new Project(ids.get(place), place, firstDay(company).plusMonths(place), customers.get(place)))
                .toList();
    }

    private static LocalDate firstDay(Company company) {
        return company.books().years().get(0).start();
    }
}
