package no.sticos.erp.connect;

import io.vertx.core.buffer.Buffer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;

/** The tokens that a database holds, opened: what a search for leaked ones has to look for. */
public final class StoredTokens {
    private final Map<Long, String> refresh = new HashMap<>();
    private final List<String> all = new ArrayList<>();

    /** Opens them with the gateway's own key. */
    public StoredTokens(DbSettings settings, Secret keyset) {
        var cipher = new TokenCipher(keyset);
        var url = "jdbc:postgresql://" + settings.host() + ":" + settings.port() + "/" + settings.database();
        try (var connection = DriverManager.getConnection(
                        url, settings.owner(), settings.ownerPassword().reveal());
                var statement = connection.createStatement();
                var grants = statement.executeQuery(
                        "SELECT tenant_id, client_id, tokens FROM gateway.grants WHERE tokens IS NOT NULL")) {
            while (grants.next()) {
                var pair = cipher.open(
                        new TenantId(grants.getLong(1)),
                        new ClientId(grants.getLong(2)),
                        Buffer.buffer(grants.getBytes(3)));
                refresh.put(grants.getLong(2), pair.refresh().reveal());
                all.add(pair.refresh().reveal());
                all.add(pair.access().reveal());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The client's refresh token. */
    public String refresh(long client) {
        return Objects.requireNonNull(refresh.get(client), "it has no tokens");
    }

    /** Access and refresh tokens. */
    public List<String> all() {
        return List.copyOf(all);
    }
}
