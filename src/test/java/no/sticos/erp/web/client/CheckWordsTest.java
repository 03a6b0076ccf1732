package no.sticos.erp.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import no.sticos.erp.ledger.BooksQueries.Check;
import no.sticos.erp.web.shell.Messages;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check that the proof makes has a name on the page, and each thing it can tell has a text. */
class CheckWordsTest {
    private static final Path CHECKS = Path.of("src/main/resources/no/sticos/erp/ledger");
    private static final Pattern ID = Pattern.compile("'(C\\d+(?:-[a-z]+)?)'");
    private static final Pattern DETAIL = Pattern.compile("(?:THEN|ELSE) '([a-z]+[A-Za-z]*)'");

    private final Messages messages = Messages.bokmal();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "C1           | HOLDS          | 10 | 10 | -       | -        | 10 av 10",
                "C3           | UNKNOWN        | 0  | 0  | -       | 2024     | Visma ga ikke saldo for 2024",
                "C3           | UNKNOWN        | 0  | 0  | -       | drift    | Endret i Visma mens vi leste",
                "C4           | HOLDS          | 3  | 3  | 0       | -        | 0,00",
                "C4           | DEVIATES       | 2  | 3  | 5       | -        | Avvik 5,00",
                "C4           | DEVIATES       | 2  | 3  | -180    | result   | Avvik −180,00. Årsresultat er ikke overført",
                "C5           | HOLDS          | 4  | 4  | -       | moved    | Lik etter overført årsresultat",
                "C6-customers | HOLDS          | 9  | 9  | 412.5   | -        | 412,50",
                "C6-customers | DEVIATES       | 0  | 9  | -40     | manual   | Avvik −40,00. Noe er ført rett på kontoen",
                "C6-suppliers | NOT_APPLICABLE | 0  | 0  | -       | cash     | Gjelder ikke (kontantprinsippet)",
                "C7           | HOLDS          | 5  | 5  | -       | -        | 5 av 5",
                "C7           | DEVIATES       | 4  | 5  | -       | A 1044   | 1 hull: A 1044",
                "C7           | DEVIATES       | 3  | 5  | -       | -        | 2 hull",
                "C7-duplicates| DEVIATES       | 3  | 5  | -       | -        | 3 av 5",
                "C8           | UNKNOWN        | 3  | 5  | -       | drift    | Endret i Visma mens vi leste"
            })
    void a_check_is_shown_with_its_one_figure(
            String id,
            String outcome,
            long passed,
            long checked,
            @Nullable BigDecimal amount,
            @Nullable String detail,
            String shown) {
        assertThat(CheckWords.value(new Check(id, "WARN", outcome, passed, checked, amount, detail), messages))
                .isEqualTo(shown);
    }

    @Test
    void every_check_that_is_made_has_a_name_and_every_detail_a_text() throws Exception {
        var ids = new TreeSet<String>();
        var details = new TreeSet<String>();
        try (var files = Files.newDirectoryStream(CHECKS, "prove-c*.sql")) {
            for (var file : files) {
                var sql = Files.readString(file, StandardCharsets.UTF_8);
                ID.matcher(sql).results().forEach(found -> ids.add(found.group(1)));
                DETAIL.matcher(sql).results().forEach(found -> details.add(found.group(1)));
            }
        }

        assertThat(ids).hasSizeGreaterThan(12).allMatch(id -> messages.has("proof.check." + CheckWords.word(id)));
        assertThat(details)
                .contains("cash", "noVat", "drift")
                .allMatch(detail -> messages.has("proof.value." + detail));
    }
}
