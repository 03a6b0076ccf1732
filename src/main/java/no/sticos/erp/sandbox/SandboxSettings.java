package no.sticos.erp.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.signin.SignInSettings;
import no.sticos.erp.sandbox.universe.SandboxUniverse;

/**
 * What a sandbox is started with.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any
 * @param publicUri how browsers and the gateway reach it, without a slash at the end; empty: host and port
 * @param clients the OAuth clients that Visma knows
 * @param signIn the demo sign-in's clients and claim names
 * @param limits requests a minute, and what they are counted by
 * @param accessTokenLife Visma's is an hour; shorter to see refreshes
 * @param state a folder in which keys, grants and default companies survive a restart
 * @param universe who and what exists
 * @param clock tells today once at the start and the time of day always
 */
public record SandboxSettings(
        String host,
        int port,
        Optional<String> publicUri,
        List<OAuthClient> clients,
        SignInSettings signIn,
        Limits limits,
        Duration accessTokenLife,
        Optional<Path> state,
        SandboxUniverse universe,
        Clock clock) {

    /**
     * How calls are limited.
     *
     * @param requestsPerMinute Visma's documented limit is 600
     * @param byTemplate whether ids in a path share one bucket; Visma's documentation leaves it open
     */
    public record Limits(int requestsPerMinute, boolean byTemplate) {
        /** The documented limit, counted by literal path. */
        public static final Limits VISMA = new Limits(600, false);
    }

    /** Keeps its own copy of the clients. */
    public SandboxSettings {
        clients = List.copyOf(clients);
    }

    /** Any port on loopback, Visma's limit and token life, nothing kept, the system clock. */
    public static SandboxSettings of(SandboxUniverse universe, OAuthClient client, SignInSettings signIn) {
        return new SandboxSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                List.of(client),
                signIn,
                Limits.VISMA,
                Duration.ofHours(1),
                Optional.empty(),
                universe,
                Clock.systemUTC());
    }

    /** The same on a fixed port. */
    public SandboxSettings on(int fixedPort) {
        return new SandboxSettings(
                host, fixedPort, publicUri, clients, signIn, limits, accessTokenLife, state, universe, clock);
    }

    /** The same with other limits. */
    public SandboxSettings limited(Limits other) {
        return new SandboxSettings(
                host, port, publicUri, clients, signIn, other, accessTokenLife, state, universe, clock);
    }

    /** The same with access tokens that live so long. */
    public SandboxSettings tokensLive(Duration life) {
        return new SandboxSettings(host, port, publicUri, clients, signIn, limits, life, state, universe, clock);
    }

    /** The same, kept in a folder. */
    public SandboxSettings keptIn(Path folder) {
        return new SandboxSettings(
                host, port, publicUri, clients, signIn, limits, accessTokenLife, Optional.of(folder), universe, clock);
    }

    /** The same with another clock. */
    public SandboxSettings at(Clock other) {
        return new SandboxSettings(
                host, port, publicUri, clients, signIn, limits, accessTokenLife, state, universe, other);
    }
}
