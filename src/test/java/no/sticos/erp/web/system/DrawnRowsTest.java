package no.sticos.erp.web.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import no.sticos.erp.clients.Person;
import no.sticos.erp.connect.Right;
import no.sticos.erp.connect.Session;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.live.FirmFeed;
import no.sticos.erp.web.shell.Assets;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.status.ClientRows;
import org.junit.jupiter.api.Test;

class DrawnRowsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T13:00:00Z");
    private static final ClientView FJELL = new ClientView(
            new ClientId(7),
            new IntegrationId(1),
            ClientState.NEVER,
            new ClientView.Identity("Fjell AS", "ORGNR", "974760673", null, null, null),
            false,
            null,
            null,
            "Kari",
            NOW,
            "Kari",
            true,
            null,
            null,
            null);

    private final Messages messages = Messages.bokmal();
    private final DrawnRows drawn = new DrawnRows(new ClientRows(messages), new Pages(messages, Assets.load()));

    @Test
    void a_row_is_drawn_once_a_look_however_many_people_of_the_same_rights_see_it() {
        var look = look();

        var first = drawn.of(look, FJELL, question(EnumSet.allOf(Right.class), 0));

        assertThat(drawn.of(look, FJELL, question(EnumSet.allOf(Right.class), 0)))
                .isSameAs(first);
        assertThat(drawn.of(look(), FJELL, question(EnumSet.allOf(Right.class), 0)))
                .isNotSameAs(first)
                .isEqualTo(first);
    }

    @Test
    void who_may_less_or_has_just_added_it_sees_another_row() {
        var look = look();

        var all = drawn.of(look, FJELL, question(EnumSet.allOf(Right.class), 0));

        assertThat(drawn.of(look, FJELL, question(Set.of(Right.READ), 0))).isNotEqualTo(all);
        assertThat(drawn.of(look, FJELL, question(EnumSet.allOf(Right.class), 7)))
                .isNotEqualTo(all);
    }

    private static FirmFeed.Look look() {
        return new FirmFeed.Look(Map.of(FJELL.id(), FJELL), null);
    }

    private static ClientTables.Question question(Set<Right> rights, long added) {
        var person = new Person("sub", "Kari");
        var session = new Session(
                Buffer.buffer(), new TenantId(1), "Byrå", person, rights, Secret.of("token"), Duration.ofMinutes(30));
        return new ClientTables.Question(session, new IntegrationId(1), ListQuery.all(), added);
    }
}
