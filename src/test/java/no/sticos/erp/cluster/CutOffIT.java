package no.sticos.erp.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Ways;
import no.sticos.erp.testing.Wires;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A member of a cluster whose network is cut for longer than the heartbeat, and whole again. */
@Tag("delivery")
class CutOffIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int IN_A_ROW = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void a_member_that_was_cut_off_is_found_again() {
        var outside = Vertx.vertx();
        var wires = new Wires(outside);
        var ways = Ways.by(wires, "here");
        var here = Member.join(Member.settings(ways, ways.publicPort()));
        try (var anna = Member.start(folder, "anna", Ways.by(wires, "anna"), ways.publicPort());
                var bo = Member.start(folder, "bo", Ways.by(wires, "bo"), ways.publicPort())) {
            wires.name("anna", anna.pid());
            bothAnswer(here);

            wires.cutOff("anna");
            var answers = new ArrayList<String>();
            Await.until(PATIENCE, () -> answers.add(ClusterIT.ask(here)) && isOnlyBo(answers), answers::toString);
            wires.mend();

            bothAnswer(here);
            assertThat(bo.output()).doesNotContain("Thread blocked");
        } finally {
            Await.done(here.rxClose());
            Await.done(outside.rxClose());
        }
    }

    private static void bothAnswer(Vertx here) {
        var heard = new ArrayList<String>();
        Await.until(
                PATIENCE,
                () -> heard.add(ClusterIT.ask(here)) && heard.contains("anna") && heard.contains("bo"),
                heard::toString);
    }

    private static boolean isOnlyBo(List<String> answers) {
        return answers.size() > IN_A_ROW
                && answers.subList(answers.size() - IN_A_ROW, answers.size()).stream()
                        .allMatch("bo"::equals);
    }
}
