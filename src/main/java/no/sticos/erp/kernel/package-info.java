/**
 * The ground floor: what every room may use and what uses nothing itself.
 *
 * <p>Here live the one error type ({@link no.sticos.erp.kernel.Fault}, whose {@link
 * no.sticos.erp.kernel.Cause} decides both what a run does and which words a page shows), the ids, the
 * identifiers that Norwegian law knows ({@link no.sticos.erp.kernel.Orgnr}, {@link
 * no.sticos.erp.kernel.PersonalNumber}), {@link no.sticos.erp.kernel.Secret} and the bounded retry.
 *
 * <p>It knows neither Vert.x nor SQL; it may use the JDK and RxJava. Everything here is immutable and
 * safe to share between threads.
 */
@NullMarked
package no.sticos.erp.kernel;

import org.jspecify.annotations.NullMarked;
