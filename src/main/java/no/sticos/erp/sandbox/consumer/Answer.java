package no.sticos.erp.sandbox.consumer;

/** What a product says to one message; the words and the number are those of {@code src/docs/events.md}. */
enum Answer {
    /** Acknowledged. */
    TAKEN(0),
    /** Not taken; it comes again from its begin. */
    BEGIN_AGAIN(500),
    /** What is held does not fit; the next transfer is full. */
    SEND_EVERYTHING(409);

    final int failureCode;

    Answer(int failureCode) {
        this.failureCode = failureCode;
    }
}
