package no.sticos.erp.web.client;

/** The pages of a client, as they stand beside each other. */
public enum ClientTab {
    /** Is it right, how old is it, where did it go. */
    OVERVIEW("", "client.tab.overview"),
    /** Account by account. */
    TRIAL("/trial-balance", "client.tab.trial"),
    /** What was changed in periods that were locked. */
    LOCKED("/locked-changes", "client.tab.locked"),
    /** What was fetched when. */
    RUNS("/runs", "client.tab.runs"),
    /** The consent at Visma. */
    CONNECTION("/connection", "client.tab.connection");

    private final String path;
    private final String key;

    ClientTab(String path, String key) {
        this.path = path;
        this.key = key;
    }

    /** Its address below the client's. */
    public String path() {
        return path;
    }

    /** The key of its name. */
    public String key() {
        return key;
    }
}
