package no.sticos.erp.erp.visma;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door in: what Visma's refusals mean (facts.md §3.1–3.3).
 *
 * <p>The status is believed before the body: from 500 on nothing in the body counts, since a proxy may
 * have written it. Below that Visma's {@code ErrorCode} decides, and the status only where there is none.
 */
final class VismaFaults {
    private static final Logger LOG = LoggerFactory.getLogger(VismaFaults.class);
    private static final Pattern WAIT = Pattern.compile("(?i)try again in ([0-9]{1,6}) sec");
    private static final Pattern MODULE = Pattern.compile("(?i)access to module: *([a-z0-9_.-]+)");
    /** Visma's window is a minute; used when it does not say when the quota returns. */
    private static final Duration USUAL_WAIT = Duration.ofSeconds(60);

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private VismaFaults() {}

    /**
     * What was asked, for the words of a fault.
     *
     * @param path the path's template
     * @param what the resource's id
     * @param scope the fiscal year or date; may be empty
     * @param consent the OAuth scope that it needs
     * @param connecting whether a person is connecting the company right now
     */
    record Asked(String path, String what, String scope, String consent, boolean connecting) {}

    /** The fault that an answer other than 200 with JSON is; logs Visma's own reference. */
    static Fault of(Answer answer, Asked asked) {
        var body = ErrorBody.of(answer);
        var fault = fault(answer, body, asked);
        LOG.warn(
                "Visma answered {} to {}: ErrorCode {}, ErrorId {}, taken as {}",
                answer.status(),
                asked.path(),
                body.code(),
                body.id(),
                fault.reason());
        return fault;
    }

    private static Fault fault(Answer answer, ErrorBody body, Asked asked) {
        int status = answer.status();
        if (status >= 500) {
            return Fault.of(Cause.VISMA_DOWN);
        }
        if (status < 300) {
            return Fault.of(Cause.NOT_UNDERSTOOD, "status " + status + " without JSON");
        }
        if (status == 429 || body.code() == 4010) {
            return Fault.of(Cause.RATE_LIMIT).retryAfter(wait(answer, body));
        }
        return body.code() == 0 ? byStatus(answer, asked) : byCode(body, answer, asked);
    }

    private static Fault byCode(ErrorBody body, Answer answer, Asked asked) {
        int code = body.code();
        return switch (code) {
            case 2000, 6000, 6001 -> Fault.of(Cause.OUR_REQUEST, "ErrorCode " + code);
            case 3000, 3002 -> Fault.of(Cause.NOT_FOUND_AT_VISMA, asked.what());
            case 3001 -> Fault.of(Cause.YEAR_GONE, asked.scope());
            case 4002 -> moduleOff(body.message(), asked);
            case 4003 -> Fault.of(Cause.GUIDE_NOT_DONE);
            case 4004 -> Fault.of(Cause.COMPANY_CLOSED);
            case 4005 -> Fault.of(Cause.TOKEN_REFUSED);
            case 4006 -> Fault.of(Cause.SCOPE_MISSING, asked.what(), asked.consent());
            // 4019 is meant for writes, but a read-only user may meet it here too (facts.md §5.23).
            case 4007, 4019 -> Fault.of(Cause.USER_LACKS_RIGHT);
            case 4009 -> Fault.of(Cause.VARIANT_LACKS, asked.what());
            case 4011 -> Fault.of(Cause.USER_LOST_ACCESS);
            case 4012 -> Fault.of(Cause.LICENCE);
            case 4034 -> Fault.of(Cause.SANDBOX_CLIENT);
            case 5000, 5001, 5002 -> Fault.of(Cause.VISMA_DOWN);
            default -> byStatus(answer, asked);
        };
    }

    /**
     * {@code No access to module: api_standard} means the company (facts.md §5.7); another module's name means
     * that the company does without what was asked for, as with a variant. Unnamed, the worse is assumed.
     */
    private static Fault moduleOff(String message, Asked asked) {
        if (asked.connecting()) {
            return Fault.of(Cause.MODULE_OFF);
        }
        var module = MODULE.matcher(message);
        boolean another = module.find() && !module.group(1).equalsIgnoreCase("api_standard");
        return another ? Fault.of(Cause.VARIANT_LACKS, asked.what()) : Fault.of(Cause.MODULE_OFF_LATER);
    }

    private static Fault byStatus(Answer answer, Asked asked) {
        int status = answer.status();
        if (status == 401) {
            return Fault.of(Cause.TOKEN_REFUSED);
        }
        // An error page, a redirect to one, or a time-out of something in between: maintenance (facts.md §3.4).
        if (answer.isHtml() || status < 400 || status == 408) {
            return Fault.of(Cause.VISMA_DOWN);
        }
        return switch (status) {
            case 400 -> Fault.of(Cause.OUR_REQUEST, "status 400");
            case 404 -> Fault.of(Cause.NOT_FOUND_AT_VISMA, asked.what());
            default -> Fault.of(Cause.NOT_UNDERSTOOD, "status " + status);
        };
    }

    /** The seconds in the text, else the header, else a minute (facts.md §3.1). */
    private static Duration wait(Answer answer, ErrorBody body) {
        var seconds = WAIT.matcher(body.message());
        var wait = seconds.find() ? Duration.ofSeconds(Long.parseLong(seconds.group(1))) : header(answer);
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static Duration header(Answer answer) {
        var header = answer.retryAfter();
        if (header == null) {
            return USUAL_WAIT;
        }
        if (header.matches("[0-9]{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(header));
        }
        try {
            var until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(answer.at(), until.toInstant());
        } catch (DateTimeException e) {
            return USUAL_WAIT;
        }
    }
}
