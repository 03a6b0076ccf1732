package no.sticos.erp.sandbox.books;

/**
 * One account of the chart.
 *
 * @param number four digits as in the Norwegian standard chart
 * @param vatCode the code that rows on it carry, empty without VAT
 */
public record ChartAccount(int number, String name, String vatCode) {
    /** Whether it carries its balance over to the next year (classes 1 and 2). */
    public boolean isBalanceSheet() {
        return isBalanceSheet(number);
    }

    /** Whether accounts of this number carry their balance over. */
    public static boolean isBalanceSheet(int number) {
        return number < 3000;
    }
}
