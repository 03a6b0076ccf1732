package no.sticos.erp.consumer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every message says of itself and of the client that it is about.
 *
 * @param id the message's name; the same if it is sent again
 * @param streamEpoch which stream; another one after the gateway's database was restored
 * @param sequence place in the client's stream, growing
 * @param transfer which try of the gateway this is part of, growing per client
 * @param generation the generation told of; 0 where it is of none
 * @param tenant the accounting firm's id, as in its sign-in
 * @param clientId the gateway's id of the client, never used again
 * @param companyId Visma's id of the company
 * @param orgnr nine digits; null for a sole trader, who is known by a personal number
 * @param clientName the company's name when the event was written
 * @param time when the event was written
 */
public record Envelope(
        String id,
        String streamEpoch,
        long sequence,
        long transfer,
        int generation,
        String tenant,
        long clientId,
        String companyId,
        @Nullable String orgnr,
        String clientName,
        Instant time) {
    Envelope withId(String other) {
        return new Envelope(
                other,
                streamEpoch,
                sequence,
                transfer,
                generation,
                tenant,
                clientId,
                companyId,
                orgnr,
                clientName,
                time);
    }
}
