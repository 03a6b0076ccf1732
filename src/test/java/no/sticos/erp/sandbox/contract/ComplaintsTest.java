package no.sticos.erp.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer with one thing wrong is complained about, at the place where it is wrong. */
class ComplaintsTest {
    private static final String GOOD =
            "{'Id':'00000000-0000-4000-8000-000000000001','Day':'2026-02-01','Utc':'2026-02-01T10:00:00.1234567Z',"
                    + "'Text':'fire','Amount':12.50,'Rate':0.1234,'Kind':2,'Number':17,'Is':true,'Part':null,"
                    + "'Parts':[{'Name':'x'}],'Ids':[],'Maybe':null}";

    private static final Contract CONTRACT = Contract.parse(List.of(
            "S.Id = uuid",
            "S.Day = time",
            "S.Utc = time",
            "S.Text = string max:4",
            "S.Amount = decimal decimals:2",
            "S.Rate = decimal",
            "S.Kind = int32 in:1,2",
            "S.Number = int64 range:1..99",
            "S.Is = boolean",
            "S.Part = P",
            "S.Parts = P[]",
            "S.Ids = uuid[]?",
            "S.Maybe = string?",
            "P.Name = string",
            "CommonExtendedBadRequest.ErrorCode = int32",
            "CommonExtendedBadRequest.Errors = P[]?"));

    @Test
    void a_good_answer_is_not_complained_about() {
        assertThat(complaints(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    'Day':'2026-02-01', |                     | S.Day is missing
                    'Maybe':null        | 'Maybe':null,'N':1  | S.N is unknown
                    000000000001        | 00000000000G        | S.Id is not
                    'Day':'2026-02-01'  | 'Day':'01.02.2026'  | S.Day is not
                    1234567Z            | 1234567             | S.Utc is not
                    1234567Z            | 1230Z               | S.Utc is not
                    'fire'              | 'fem F'             | S.Text is no text of that length
                    'fire'              | null                | S.Text must not be null
                    12.50               | 12.5                | S.Amount is no amount
                    12.50               | 12.501              | S.Amount is too fine
                    12.50               | '12.50'             | S.Amount is no number
                    0.1234              | 0.12345             | S.Rate is too fine
                    'Kind':2            | 'Kind':3            | S.Kind is no known value
                    'Number':17         | 'Number':0          | S.Number is out of range
                    'Number':17         | 'Number':1.5        | S.Number is too fine
                    true                | 'ja'                | S.Is is no boolean
                    'Part':null         | 'Part':{}           | S.Part.Name is missing
                    {'Name':'x'}        | {'Name':7}          | S.Parts[].Name is no text of that length
                    [{'Name':'x'}]      | {'Name':'x'}        | S.Parts is no list
                    [{'Name':'x'}]      | null                | S.Parts must not be null
                    'Ids':[]            | 'Ids':[null]        | S.Ids[] is not
                    """)
    void one_thing_wrong_is_one_complaint(String right, String wrong, String complaint) {
        assertThat(GOOD).contains(right);

        assertThat(complaints(GOOD.replace(right, wrong == null ? "" : wrong)))
                .first()
                .asString()
                .startsWith(complaint);
    }

    @Test
    void a_refusal_may_lack_its_list_of_errors_and_nothing_else() {
        assertThat(Complaints.ofRefusal(CONTRACT, "{\"ErrorCode\":1}")).isEmpty();
        assertThat(Complaints.ofRefusal(CONTRACT, "{\"Errors\":[]}"))
                .containsExactly("CommonExtendedBadRequest.ErrorCode is missing: null");
    }

    private static List<String> complaints(String body) {
        return Complaints.of(CONTRACT, "S", body.replace('\'', '"'));
    }
}
