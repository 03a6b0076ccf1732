package no.sticos.erp.web.help;

import java.util.List;
import java.util.stream.Stream;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.web.status.Look;
import no.sticos.erp.web.status.Step;

/**
 * A state as the help explains it.
 *
 * @param look how it is painted
 * @param step the word of the one next step below {@code help.step}; {@code none} = it goes on by itself
 */
public record StateHelp(Look look, String step) {
    /** All states, as a client usually meets them. */
    static final List<StateHelp> ALL = Stream.of(
                    ClientState.NEVER,
                    ClientState.QUEUED,
                    ClientState.RUNNING,
                    ClientState.WAITING,
                    ClientState.OK,
                    ClientState.DEVIATION,
                    ClientState.UNKNOWN,
                    ClientState.PARTIAL,
                    ClientState.HELD,
                    ClientState.FAILED,
                    ClientState.NEEDS_LOGIN,
                    ClientState.INACTIVE,
                    ClientState.BLOCKED,
                    ClientState.DELETING)
            .map(state -> new StateHelp(Look.of(state), step(state)))
            .toList();

    private static String step(ClientState state) {
        return switch (state) {
            case NEVER, INACTIVE -> Step.ACTIVATE.word();
            case NEEDS_LOGIN -> Step.RECONNECT.word();
            case FAILED -> Step.RETRY.word();
            case DEVIATION -> Step.DEVIATIONS.word();
            case HELD -> Step.CHANGES.word();
            case BLOCKED -> Step.RECHECK.word();
            case QUEUED, RUNNING, WAITING, UNKNOWN -> Step.NONE.word();
            case PARTIAL -> "cause";
            case DELETING -> "undo";
            case OK -> "nothing";
        };
    }

    /** The last part of {@code help.tag.<…>} and {@code help.state.<…>}. */
    public String key() {
        return look.key();
    }
}
