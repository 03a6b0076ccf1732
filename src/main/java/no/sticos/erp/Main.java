package no.sticos.erp;

/** The process: reads the command and runs it. */
public final class Main {
    private Main() {}

    /** Starts the command that the first argument names. */
    public static void main(String[] args) {}
}
