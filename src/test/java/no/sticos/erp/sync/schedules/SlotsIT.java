package no.sticos.erp.sync.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a schedule's slots are: within their spans, evenly spread, and once each in a night that lacks or has an hour. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlotsIT {
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final Span NIGHT = Span.ofHours(22, 5);
    private static final Span DAY = Span.ofHours(7, 17);
    private static final Sql SLOTS = new Sql(
            "test",
            """
            WITH RECURSIVE wish AS (
                SELECT ROW($1::int, $2::time, $3::time, $4::boolean, $5::time, $6::time, $7::int)::gateway.schedule_wish AS wish
            ), slots AS (
                SELECT first.* FROM wish, gateway.next_slot($8::bigint, $9::timestamptz, wish.wish) first
                UNION ALL
                SELECT next.* FROM slots, wish, gateway.next_slot($8, slots.due_at, wish.wish) next
                 WHERE slots.due_at <= $10::timestamptz)
            SELECT due_at, night FROM slots WHERE due_at <= $10
            """);
    private static final Schedule NIGHTS = new Schedule(null, DAY, true, NIGHT, 7);

    private final Database database;

    SlotsIT(io.vertx.core.Vertx core) {
        this.database = Await.result(TestDatabase.open(new Vertx(core)));
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    private record Slot(Instant at, boolean night) {}

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-28", "2026-10-24", "2026-06-10"})
    void a_night_has_one_slot_however_many_hours_it_has(String evening) {
        var from = LocalDateTime.parse(evening + "T12:00").atZone(OSLO).toInstant();
        var until =
                LocalDateTime.parse(evening + "T12:00").plusDays(1).atZone(OSLO).toInstant();
        for (long client = 1; client <= 40; client++) {
            var slots = slots(client, from, until, NIGHTS);

            assertThat(slots).hasSize(1);
            var time = slots.get(0).at().atZone(OSLO).toLocalTime();
            assertThat(time.isBefore(LocalTime.of(5, 0)) || !time.isBefore(LocalTime.of(22, 0)))
                    .as("%s at %s", client, time)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-29", "2026-10-25", "2026-06-10"})
    void by_day_and_night_they_come_as_often_as_wished_and_never_twice(String day) {
        var always = new Schedule(30, Span.ofHours(0, 0), false, NIGHT, 7);
        var from = LocalDateTime.parse(day + "T00:00").atZone(OSLO).toInstant();
        var until = LocalDateTime.parse(day + "T00:00").plusDays(1).atZone(OSLO).toInstant();
        long halfHours = Duration.between(from, until).toMinutes() / 30;

        var slots = slots(17, from.minusNanos(1000), until, always);

        assertThat(slots).hasSize(Math.toIntExact(halfHours));
        for (int i = 1; i < slots.size(); i++) {
            assertThat(Duration.between(slots.get(i - 1).at(), slots.get(i).at()))
                    .isEqualTo(Duration.ofMinutes(30));
        }
    }

    @Test
    void a_day_has_its_slots_within_the_span_and_at_least_one() {
        var from = Instant.parse("2026-06-10T00:00:00Z");
        var until = Instant.parse("2026-06-11T00:00:00Z");
        var hourly = new Schedule(60, DAY, false, NIGHT, 7);
        var rare = new Schedule(1440, DAY, false, NIGHT, 7);
        for (long client = 1; client <= 20; client++) {
            assertThat(slots(client, from, until, hourly)).hasSize(10).allSatisfy(slot -> assertThat(
                            slot.at().atZone(OSLO).getHour())
                    .isBetween(7, 16));
            assertThat(slots(client, from, until, rare)).hasSize(1);
        }
    }

    @Test
    void who_wants_nothing_has_no_slot() {
        var from = Instant.parse("2026-06-10T00:00:00Z");

        assertThat(slots(1, from, from.plus(Duration.ofDays(9)), new Schedule(null, DAY, false, NIGHT, 7)))
                .isEmpty();
    }

    @Test
    void a_night_s_load_is_even() {
        var hours = numbers("SELECT count(*) FROM generate_series(1, 50000) c"
                + " GROUP BY floor(gateway.place_of(c, 'night') * 7) ORDER BY 1");

        assertThat(hours).hasSize(7).allSatisfy(clients -> assertThat(clients).isBetween(6_850L, 7_450L));
    }

    @Test
    void everybody_is_read_whole_once_in_seven_nights_and_each_night_has_its_share() {
        var nights = numbers("SELECT count(*) FROM generate_series(1, 7000) c, generate_series(0, 6) night,"
                + " LATERAL (SELECT timestamptz '2026-10-22 23:30+02' + night * interval '24 h' AS at) t"
                + " WHERE gateway.whole_turn(c, t.at, " + wish(NIGHTS) + ") > t.at - interval '4 h'"
                + " GROUP BY night ORDER BY night");

        assertThat(nights).hasSize(7).allSatisfy(clients -> assertThat(clients).isBetween(880L, 1_120L));
        assertThat(nights.stream().mapToLong(each -> each).sum()).isEqualTo(7_000);
    }

    @Test
    void a_turn_is_the_same_all_night_and_there_is_none_by_day() {
        for (long client = 1; client <= 20; client++) {
            var early = turn(client, "2026-10-24T20:00:00Z");

            assertThat(early).isNotEqualTo("null");
            assertThat(turn(client, "2026-10-25T03:59:59Z")).isEqualTo(early);
            assertThat(turn(client, "2026-10-25T04:00:00Z")).isEqualTo("null");
            assertThat(turn(client, "2026-10-24T19:59:59Z")).isEqualTo("null");
        }
    }

    /** All slots after one time and not after another. */
    private List<Slot> slots(long client, Instant after, Instant until, Schedule schedule) {
        return Await.result(database.forGateway(tx -> tx.list(
                SLOTS,
                row -> new Slot(row.getOffsetDateTime(0).toInstant(), row.getBoolean(1)),
                schedule.with(client, after.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC)))));
    }

    private String turn(long client, String at) {
        return Await.result(database.forGateway(tx -> tx.list(
                        new Sql(
                                "test",
                                "SELECT gateway.whole_turn(" + client + ", '" + at + "', " + wish(NIGHTS) + ")"),
                        row -> String.valueOf(row.getValue(0)))))
                .get(0);
    }

    private List<Long> numbers(String sql) {
        return Await.result(database.forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getLong(0))));
    }

    private static String wish(Schedule schedule) {
        return "ROW(" + schedule.everyMinutes() + ", '" + schedule.day().from() + "', '"
                + schedule.day().until() + "', " + schedule.nightly() + ", '"
                + schedule.night().from() + "', '" + schedule.night().until() + "', " + schedule.nights()
                + ")::gateway.schedule_wish";
    }
}
