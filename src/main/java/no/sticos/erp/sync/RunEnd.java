package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import java.time.Duration;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Reference;
import no.sticos.erp.kernel.RetryPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a fault means for the run that met it; the only place that does.
 *
 * <p>What will pass puts the run back with a growing pause, its checkpoints kept, until the bound is
 * reached; a run that got further since the fault before begins to count anew. A lost consent stops the client until a person signs in again. What Visma refuses for good, and
 * what cannot be read after the adapter's own tries, ends the run under its cause; current books stay. A
 * run that was taken over by another node is that node's to end.
 */
final class RunEnd {
    private static final Logger log = LoggerFactory.getLogger(RunEnd.class);

    private final RunTable runs;
    private final Consents consents;
    private final RetryPolicy patience;

    RunEnd(RunTable runs, Consents consents, SyncSettings settings) {
        this.runs = runs;
        this.consents = consents;
        this.patience = new RetryPolicy(settings.mostFailures(), settings.firstPause(), settings.longestPause());
    }

    Completable of(Lease lease, Throwable error) {
        var fault = Fault.from(error);
        return switch (fault.kind()) {
            case LATER -> later(lease, fault);
            case RECONNECT -> consents.refused(lease.client(), fault.reason()).andThen(fail(lease, fault));
            case REFUSED -> fail(lease, fault);
            case BROKEN -> fault.reason() == Cause.FENCED ? leave(lease) : fail(lease, fault);
            case BAD_INPUT -> fail(lease, Fault.of(Cause.BUG, fault));
        };
    }

    private Completable later(Lease lease, Fault fault) {
        return runs.countFault(lease)
                .flatMapCompletable(
                        inRow -> inRow < patience.tries() ? putBack(lease, fault, inRow) : fail(lease, fault));
    }

    private Completable putBack(Lease lease, Fault fault, int inRow) {
        Duration pause = fault.retryAfter().orElseGet(() -> patience.pauseAfter(inRow));
        lease.on(log.atInfo()).log("the run waits {} after {}", pause, fault.reason());
        return runs.putBack(lease, fault, pause);
    }

    private Completable fail(Lease lease, Fault fault) {
        var reference = Reference.fresh();
        var line = fault.reason() == Cause.BUG ? log.atError().setCause(fault) : log.atWarn();
        lease.on(line).addKeyValue("reference", reference).log("the run failed: {}", fault.reason());
        return runs.fail(lease, fault, reference);
    }

    private static Completable leave(Lease lease) {
        lease.on(log.atInfo()).log("the run belongs to another worker now");
        return Completable.complete();
    }
}
