package no.sticos.erp.web.system;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import no.sticos.erp.sync.ClientState;

/** The filters above the client list; a client is in exactly one besides {@link #ALL}. */
public enum Chip {
    /** No filter. */
    ALL("neutral"),
    /** Needs a person to sign in again. */
    LOGIN("danger"),
    /** The last fetch failed. */
    FAILED("danger"),
    /** Deviates from Visma, or held for a person. */
    DEVIATION("warning"),
    /** Lacks a part. */
    PARTIAL("warning"),
    /** Fetching, waiting for Visma or in the queue. */
    RUNNING("info"),
    /** Equal to Visma's own figures. */
    OK("success"),
    /** Could not be compared. */
    UNKNOWN("unknown"),
    /** Switched off, never switched on, blocked or on its way out. */
    OFF("neutral");

    private final String color;

    Chip(String color) {
        this.color = color;
    }

    /** The chip that shows clients in {@code state}. */
    public static Chip of(ClientState state) {
        return switch (state) {
            case NEEDS_LOGIN -> LOGIN;
            case FAILED -> FAILED;
            case DEVIATION, HELD -> DEVIATION;
            case PARTIAL -> PARTIAL;
            case RUNNING, WAITING, QUEUED -> RUNNING;
            case OK -> OK;
            case UNKNOWN -> UNKNOWN;
            case DELETING, BLOCKED, INACTIVE, NEVER -> OFF;
        };
    }

    /** The states that it lets through; empty for all. */
    Set<ClientState> states() {
        return Arrays.stream(ClientState.values())
                .filter(state -> this != ALL && of(state) == this)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The chip that an address names; empty if there is none of that name. */
    public static Optional<Chip> named(String word) {
        return Arrays.stream(values()).filter(chip -> chip.word().equals(word)).findFirst();
    }

    /** Its word in addresses and message keys. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The colour of its dot. */
    public String color() {
        return color;
    }
}
