package no.sticos.erp.kernel;

import java.security.SecureRandom;

/**
 * Names a moment in the log so that a person can tell support of it: {@code 7F3K-22}.
 *
 * <p>Four signs and two digits that can be read out on the telephone; enough to find the moment, not meant
 * to be unique for ever.
 */
public final class Reference {
    private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final SecureRandom random = new SecureRandom();

    private Reference() {}

    /** A new reference. */
    public static String fresh() {
        var text = new StringBuilder(7);
        for (int i = 0; i < 4; i++) {
            text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return text.append('-')
                .append(random.nextInt(10))
                .append(random.nextInt(10))
                .toString();
    }
}
