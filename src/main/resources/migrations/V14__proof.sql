-- The rest of the proof: what a check is about in kroner, the verdict per account and year, and voucher numbers.

-- INFO: plausible or not, and no more than that.
ALTER TABLE gateway.proof_checks DROP CONSTRAINT proof_checks_level_check;
ALTER TABLE gateway.proof_checks ADD CONSTRAINT proof_checks_level_check CHECK (level IN ('ERROR', 'WARN', 'INFO'));
-- The sum that the check is about; null for one that only counts.
ALTER TABLE gateway.proof_checks ADD COLUMN amount numeric;

-- Of a check of voucher numbers: the series, and the first and last number of the gap, or the number that is there twice.
ALTER TABLE gateway.deviations ADD COLUMN series text;
ALTER TABLE gateway.deviations ADD COLUMN from_number bigint;
ALTER TABLE gateway.deviations ADD COLUMN to_number bigint;

-- One line per number series and fiscal year of a proved generation.
CREATE TABLE gateway.number_series (
    client_id    bigint NOT NULL,
    gen          int NOT NULL,
    year_start   date NOT NULL,
    series       text NOT NULL,                     -- '' where Visma named none
    year_end     date NOT NULL,
    first_number bigint,                            -- null when none could be read
    last_number  bigint,
    numbers      bigint NOT NULL,                   -- different numbers in use
    vouchers     bigint NOT NULL,
    unreadable   bigint NOT NULL,                   -- vouchers whose number is no number; they are in no gap and in no pair
    gaps         bigint NOT NULL,                   -- all of them; the deviations of C7 name the first thousand
    PRIMARY KEY (client_id, gen, year_start, series)
);
CALL gateway.protect_by_client('gateway.number_series');
CALL gateway.holds_books('gateway.number_series');

-- What people say of gaps. The newest note that spans a gap explains it; older ones stay as they were written.
CREATE TABLE gateway.voucher_gap_notes (
    note_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    client_id   bigint NOT NULL,
    series      text NOT NULL,
    year_start  date NOT NULL,
    from_number bigint NOT NULL,
    to_number   bigint NOT NULL,
    note        text NOT NULL CHECK (char_length(note) BETWEEN 1 AND 500),
    author      text NOT NULL,                      -- the person's subject
    author_name text NOT NULL,
    noted_at    timestamptz NOT NULL DEFAULT now(),
    CHECK (from_number <= to_number)
);
CREATE INDEX voucher_gap_notes_of_gap ON gateway.voucher_gap_notes (client_id, year_start, series, note_id DESC);
CALL gateway.protect_by_client('gateway.voucher_gap_notes');
CALL gateway.holds_books('gateway.voucher_gap_notes');
CREATE TRIGGER voucher_gap_notes_are_kept BEFORE UPDATE OR TRUNCATE ON gateway.voucher_gap_notes
    FOR EACH STATEMENT EXECUTE FUNCTION gateway.refuse_change();

GRANT SELECT ON gateway.number_series TO erp_tenant;
GRANT SELECT, INSERT ON gateway.voucher_gap_notes TO erp_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.number_series TO erp_system;
-- Only a removal takes notes away, with all else of the client.
GRANT SELECT, DELETE ON gateway.voucher_gap_notes TO erp_system;

-- Vouchers by number. Visma gives series and number as one text (facts.md §2.5): A12 is number 12 of series A. What is
-- no whole number of at most 15 digits after the series' name has no number; it is not guessed.
CREATE FUNCTION ledger.voucher_numbers_at(client bigint, generation int)
    RETURNS TABLE (voucher_id uuid, voucher_date date, series text, number bigint) LANGUAGE sql STABLE AS $$
    SELECT n.voucher_id, n.voucher_date, n.series, CASE WHEN n.digits ~ '^[0-9]{1,15}$' THEN n.digits::bigint END
      FROM (SELECT v.voucher_id, v.voucher_date,
                   coalesce(v.number_series, substring(v.number FROM '^[^0-9]*'), '') AS series,
                   CASE WHEN v.number_series IS NULL THEN substring(v.number FROM '[0-9].*$')
                        WHEN starts_with(v.number, v.number_series) THEN substr(v.number, length(v.number_series) + 1)
                   END AS digits
              FROM ledger.vouchers_at(client, generation) v) n
$$;

-- Gaps of a proved generation, with the newest note that spans each.
CREATE FUNCTION ledger.number_gaps_at(client bigint, generation int)
    RETURNS TABLE (year_start date, series text, from_number bigint, to_number bigint,
                   note text, author_name text, noted_at timestamptz) LANGUAGE sql STABLE AS $$
    SELECT d.year_start, d.series, d.from_number, d.to_number, n.note, n.author_name, n.noted_at
      FROM gateway.deviations d
      LEFT JOIN LATERAL (
           SELECT * FROM gateway.voucher_gap_notes n
            WHERE n.client_id = d.client_id AND n.year_start = d.year_start AND n.series = d.series
              AND n.from_number <= d.from_number AND n.to_number >= d.to_number
            ORDER BY n.note_id DESC LIMIT 1) n ON true
     WHERE d.client_id = client AND d.gen = generation AND d.check_id = 'C7'
$$;
CREATE VIEW ledger.number_gaps WITH (security_invoker) AS
    SELECT b.client_id, d.* FROM gateway.books b, ledger.number_gaps_at(b.client_id, b.current_gen) d;

-- What an account held at the end of a fiscal year: Visma's figure (null if it gave none), ours, and what the proof
-- says of the pair. Without Visma's balances at the year's end nothing is proved; without those of the day before it
-- began, nothing is disproved, for the opening balance is then unknown, unless the year before is whole and ended in
-- nothing. Of an equity account, a difference of exactly last year's result is no deviation: Visma has moved the
-- result when the year changed, without a voucher.
CREATE FUNCTION ledger.proof_by_account_of(client bigint, generation int, covered uuid[])
    RETURNS TABLE (fiscal_year_id uuid, start_date date, end_date date, account bigint,
                   expected numeric, found numeric, difference numeric, verdict text, moved_result boolean)
    LANGUAGE sql STABLE AS $$
    WITH figures AS MATERIALIZED (
        SELECT b.at_date, b.account, b.balance FROM ledger.account_balances_at(client, generation) b
    ), dates AS MATERIALIZED (
        SELECT f.at_date, sum(f.balance) FILTER (WHERE NOT ledger.carries_over(f.account)) AS result
          FROM figures f
         GROUP BY f.at_date
    ), ours AS MATERIALIZED (
        SELECT t.fiscal_year_id, t.account, t.closing FROM ledger.trial_balance_at(client, generation) t
    ), remains AS MATERIALIZED (
        SELECT o.fiscal_year_id, bool_or(o.closing <> 0) AS anything,
               bool_or(o.closing <> 0 AND ledger.carries_over(o.account)) AS carried
          FROM ours o
         GROUP BY o.fiscal_year_id
    ), years AS (
        SELECT y.fiscal_year_id, y.start_date, y.end_date, y.fiscal_year_id = ANY (covered) AS whole,
               lag(y.fiscal_year_id) OVER (ORDER BY y.start_date) AS year_before
          FROM ledger.fiscal_years_at(client, generation) y
    ), standing AS MATERIALIZED (
        SELECT y.fiscal_year_id, y.start_date, y.end_date, y.whole, opening.result,
               closing.at_date IS NOT NULL AS has_closing,
               y.year_before IS NULL OR opening.at_date IS NOT NULL
                   OR (y.year_before = ANY (covered) AND NOT coalesce(before.carried, false)) AS has_opening,
               coalesce(own.anything, false) AS anything
          FROM years y
          LEFT JOIN dates closing ON closing.at_date = y.end_date
          LEFT JOIN dates opening ON opening.at_date = y.start_date - 1
          LEFT JOIN remains before ON before.fiscal_year_id = y.year_before
          LEFT JOIN remains own ON own.fiscal_year_id = y.fiscal_year_id
    ), lines AS (
        SELECT fiscal_year_id, account, e.balance AS expected, coalesce(o.closing, 0) AS found,
               coalesce(o.closing, 0) - coalesce(e.balance, 0) AS difference
          FROM (SELECT s.fiscal_year_id, f.account, f.balance
                  FROM standing s
                  JOIN figures f ON f.at_date = s.end_date) e
          FULL JOIN ours o USING (fiscal_year_id, account)
    ), judged AS (
        SELECT l.*, s.start_date, s.end_date, s.whole, s.has_closing, s.has_opening, s.anything,
               l.difference <> 0 AND l.difference = -s.result AND left(l.account::text, 2) = '20' AS moved_result
          FROM lines l
          JOIN standing s USING (fiscal_year_id)
    )
    SELECT j.fiscal_year_id, j.start_date, j.end_date, j.account, j.expected, j.found, j.difference,
           CASE WHEN NOT j.whole OR (NOT j.has_closing AND j.anything) THEN 'UNKNOWN'
                WHEN j.difference = 0 OR j.moved_result THEN 'OK'
                WHEN j.has_opening THEN 'DEVIATION'
                ELSE 'UNKNOWN' END,
           coalesce(j.moved_result, false)
      FROM judged j
$$;

-- The same of a published generation, which knows what it covers.
CREATE FUNCTION ledger.proof_by_account_at(client bigint, generation int)
    RETURNS TABLE (fiscal_year_id uuid, start_date date, end_date date, account bigint,
                   expected numeric, found numeric, difference numeric, verdict text)
    LANGUAGE sql STABLE AS $$
    SELECT p.fiscal_year_id, p.start_date, p.end_date, p.account, p.expected, p.found, p.difference, p.verdict
      FROM gateway.generations g,
           ledger.proof_by_account_of(client, generation, ARRAY(
               SELECT y.fiscal_year_id
                 FROM ledger.fiscal_years_at(client, generation) y
                WHERE 'vouchers/' || y.start_date = ANY (g.coverage))) p
     WHERE g.client_id = client AND g.gen = generation
$$;
CREATE VIEW ledger.proof_by_account WITH (security_invoker) AS
    SELECT b.client_id, d.* FROM gateway.books b, ledger.proof_by_account_at(b.client_id, b.current_gen) d;

GRANT SELECT ON ledger.number_gaps, ledger.proof_by_account TO erp_tenant, erp_system;
