package no.sticos.erp.web.selection;

import java.util.Arrays;
import java.util.Optional;
import no.sticos.erp.connect.Right;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.sync.ManyClients.Deed;
import no.sticos.erp.web.status.ClientActions;

/** What can be done with the chosen clients; its texts are below {@code bulk.<word>}. */
public enum SelectionAction {
    /** Switch on and fetch. */
    ACTIVATE("activate", Deed.ACTIVATE, Right.USE),
    /** Fetch now. */
    SEND("send", Deed.SEND, Right.USE),
    /** Switch off. */
    DEACTIVATE("deactivate", Deed.DEACTIVATE, Right.USE),
    /** Remove what was fetched. */
    DELETE_ACCOUNTS("deleteAccounts", Deed.REMOVE_FIGURES, Right.ADMINISTER),
    /** Remove the client. */
    DELETE("delete", Deed.REMOVE, Right.ADMINISTER);

    private final String word;
    private final Deed deed;
    private final Right right;

    SelectionAction(String word, Deed deed, Right right) {
        this.word = word;
        this.deed = deed;
        this.right = right;
    }

    /** The action of this word; empty if there is none. */
    static Optional<SelectionAction> named(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word.equals(word))
                .findFirst();
    }

    /** Its word in addresses and message keys. */
    public String word() {
        return word;
    }

    Deed deed() {
        return deed;
    }

    Right right() {
        return right;
    }

    /** Whether something goes. */
    public boolean removes() {
        return right == Right.ADMINISTER;
    }

    /** What the client's own row says of this. */
    private ClientActions.Action control(ClientActions actions) {
        return switch (this) {
            case ACTIVATE, DEACTIVATE -> actions.activate();
            case SEND -> actions.send();
            case DELETE_ACCOUNTS -> actions.deleteAccounts();
            case DELETE -> actions.delete();
        };
    }

    /** Whether the client's own row offers it. */
    boolean isOffered(ClientView client, ClientActions actions) {
        return control(actions).isReady() && !isSo(client);
    }

    /** Whether the client is already as this would make it; then it is left alone. */
    boolean isSo(ClientView client) {
        boolean leaves = client.state() == ClientState.DELETING;
        return switch (this) {
            case ACTIVATE -> client.active() && !leaves;
            case DEACTIVATE -> !client.active() && !leaves;
            case SEND -> false;
            case DELETE_ACCOUNTS, DELETE -> leaves;
        };
    }

    /** The last part of the text that tells why the row does not offer it. */
    String refusal(ClientActions actions) {
        var refusal = control(actions).refusal();
        return refusal == null ? "" : refusal;
    }
}
