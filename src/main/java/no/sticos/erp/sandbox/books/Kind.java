package no.sticos.erp.sandbox.books;

/** What a grown voucher is about, how often it happens, and where it is numbered. */
enum Kind {
    SALE_25("B", 14, 24, "Utgående faktura"),
    SALE_15("B", 14, 7, "Varesalg mat"),
    SALE_12("B", 14, 5, "Transport og overnatting"),
    CREDIT_NOTE("B", 15, 2, "Kreditnota"),
    PURCHASE_25("C", 12, 20, "Inngående faktura"),
    PURCHASE_15("C", 12, 4, "Matvarer til kantine"),
    PURCHASE_12("C", 12, 3, "Reise"),
    CUSTOMER_PAYMENT("D", 10, 14, "Innbetaling fra kunde"),
    SUPPLIER_PAYMENT("D", 11, 10, "Betaling til leverandør"),
    SALARY("L", 22, 4, "Lønnskjøring"),
    RENT("C", 25, 3, "Husleie"),
    MANUAL("A", 2, 4, "Manuelt bilag"),
    YEAR_END("A", 2, 0, "Årsavslutning");

    private static final Kind[] ALL = values();
    private static final int WEIGHTS = weights();

    final String series;
    final int voucherType;
    final int weight;
    final String title;

    Kind(String series, int voucherType, int weight, String title) {
        this.series = series;
        this.voucherType = voucherType;
        this.weight = weight;
        this.title = title;
    }

    /** Draws a kind by weight. */
    static Kind draw(long seed, long place) {
        int ticket = Mix.below(WEIGHTS, seed, place);
        int kind = 0;
        while (ticket >= ALL[kind].weight) {
            ticket -= ALL[kind++].weight;
        }
        return ALL[kind];
    }

    /** Whether it is a customer's invoice or credit note. */
    boolean isSale() {
        return series.equals("B");
    }

    private static int weights() {
        int sum = 0;
        for (var kind : ALL) {
            sum += kind.weight;
        }
        return sum;
    }
}
