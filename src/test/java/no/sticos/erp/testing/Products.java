package no.sticos.erp.testing;

import java.util.List;
import java.util.Set;
import no.sticos.erp.events.Product;
import no.sticos.erp.events.Subscriber;

/** The products that a configuration names if nothing else is said. */
public final class Products {
    /** Sticos Avstemming. */
    public static final Product AVSTEMMING = new Product("avstemming");
    /** Sticos Rapport. */
    public static final Product RAPPORT = new Product("rapport");
    /** Sticos Likviditet. */
    public static final Product LIKVIDITET = new Product("likviditet");
    /** All three. */
    public static final List<Product> ALL = List.of(AVSTEMMING, RAPPORT, LIKVIDITET);
    /** All three, each of everything. */
    public static final List<Subscriber> SUBSCRIBERS =
            ALL.stream().map(product -> new Subscriber(product, Set.of())).toList();

    private Products() {}
}
