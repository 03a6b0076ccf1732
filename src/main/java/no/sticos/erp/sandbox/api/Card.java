package no.sticos.erp.sandbox.api;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.trade.Party;
import no.sticos.erp.sandbox.trade.Standing;
import no.sticos.erp.sandbox.universe.Company;
import org.jspecify.annotations.Nullable;

/** A customer's or supplier's card as it is shown now. */
record Card(Company company, Party party, Standing standing) {
    static List<Card> customers(Company company) {
        return cards(company, company.trade().customers().stream());
    }

    static List<Card> suppliers(Company company) {
        return cards(company, company.trade().suppliers().stream());
    }

    private static List<Card> cards(Company company, Stream<Party> parties) {
        var standing = company.trade().now();
        return parties.map(party -> new Card(company, party, standing)).toList();
    }

    UUID id() {
        return party.id();
    }

    UUID termsId() {
        return party.terms().id(company.books().plan().seed());
    }

    /** What is open, in øre. */
    long unpaid() {
        return standing.unpaid().getOrDefault(party.id(), 0L);
    }

    @Nullable
    LocalDate lastInvoiced() {
        return standing.lastInvoiced().get(party.id());
    }

    /** Only companies have one. */
    @Nullable
    String vatNumber() {
        var identity = party.identity();
        return identity == null || party.isPerson() ? null : "NO" + identity.replaceAll("[^0-9]", "") + "MVA";
    }
}
