package no.sticos.erp;

import io.vertx.core.Verticle;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.connect.Chore;
import no.sticos.erp.connect.Housekeeping;
import no.sticos.erp.erp.visma.StoredItems;
import no.sticos.erp.erp.visma.VismaSource;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.ledger.IntegrityCheck;
import no.sticos.erp.ledger.NightTurns;
import no.sticos.erp.ledger.Pruning;
import no.sticos.erp.mail.MailOutbox;
import no.sticos.erp.sync.SpotCheck;
import no.sticos.erp.sync.alerts.AlertRounds;
import no.sticos.erp.sync.alerts.AlertSettings;
import no.sticos.erp.sync.alerts.Digests;
import no.sticos.erp.sync.schedules.BulkMembers;
import no.sticos.erp.sync.schedules.DueClients;
import no.sticos.erp.sync.schedules.OldBulks;
import no.sticos.erp.web.letters.Letters;
import no.sticos.erp.web.shell.Assets;
import no.sticos.erp.web.shell.Pages;

/** What is done by itself, again and again: by day, at night, and when somebody's time has come. */
final class Rounds {
    private static final Duration HOUSEKEEPING = Duration.ofMinutes(10);
    private static final Duration NIGHTS = Duration.ofMinutes(1);
    private static final Duration ALERTS = Duration.ofSeconds(20);
    private static final Duration SCHEDULES = Duration.ofSeconds(10);

    private final Ground ground;

    Rounds(Ground ground) {
        this.ground = ground;
    }

    /** What keeps the tables small, and {@code chores} of other rooms. */
    Verticle housekeeping(List<Chore> chores) {
        var all = new ArrayList<>(chores);
        all.add(new Chore("old rounds", new OldBulks(ground.database()).remove()));
        return new Housekeeping(all, HOUSEKEEPING);
    }

    /** What is done to each client at night; apart from the day's housekeeping, which must not wait for it. */
    Verticle nights(VismaSource source) {
        var database = ground.database();
        var timer = ground.timer();
        var settings = ground.settings();
        var turns = new NightTurns(database, settings.night());
        var integrity = new IntegrityCheck(database, turns, new StoredItems(), timer);
        var spots = new SpotCheck(database, turns, source, settings.number("night.spotVouchers"), timer);
        var pruning = new Pruning(database, turns, new Subscriptions(database), settings.history(), timer);
        return new Housekeeping(
                List.of(
                        new Chore("stored books checked", integrity.batch()),
                        new Chore("vouchers read again", spots.batch()),
                        new Chore("generations removed", pruning.batch())),
                NIGHTS);
    }

    /** Who is told that a client needs them; none where no mail is sent. */
    List<Verticle> alerts(MailOutbox outbox) {
        if (!outbox.isOn()) {
            return List.of();
        }
        var messages = ground.messages();
        var words = new Letters(
                new Pages(messages, Assets.load()),
                messages,
                URI.create(ground.settings().publicUri()));
        var looking = new AlertRounds(ground.database(), AlertSettings.DEFAULT);
        var digests = new Digests(ground.database(), outbox, words::digest, AlertSettings.DEFAULT);
        return List.of(new Housekeeping(
                List.of(new Chore("alerts", looking.look()), new Chore("digests", digests.post())), ALERTS));
    }

    /** Who is fetched without a button; apart from other chores, so that a client is not late for them. */
    Verticle schedules() {
        var due = new DueClients(ground.database(), ground.settings().schedule());
        var members = new BulkMembers(ground.database(), ground.settings().schedule());
        return new Housekeeping(
                List.of(
                        new Chore("clients with a schedule", due.make()),
                        new Chore("clients that are due", due.batch()),
                        new Chore("clients of rounds", members.batch())),
                SCHEDULES);
    }
}
