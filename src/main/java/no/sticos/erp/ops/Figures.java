package no.sticos.erp.ops;

import io.reactivex.rxjava3.core.Single;
import java.util.List;

/** Figures that are read when somebody asks for them: queues and lags that live in the database. */
public interface Figures {
    /** The figures as they are now; cold. */
    Single<List<Figure>> read();

    /**
     * One figure.
     *
     * @param name with its unit, dots between words
     * @param label what it is told apart by, {@code product}
     * @param of the label's value
     */
    record Figure(String name, String label, String of, double value) {}
}
