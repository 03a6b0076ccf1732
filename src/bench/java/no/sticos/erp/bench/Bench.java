package no.sticos.erp.bench;

import io.vertx.junit5.VertxExtension;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** A class of benches: run by {@code mvn verify -Pbench} alone, its figures in the one table. */
@Tag("bench")
@ExtendWith({WholeTable.class, VertxExtension.class})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Bench {}
