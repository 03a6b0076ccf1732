-- C7, its other half: no number is given to two vouchers of the same series and covered fiscal year.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept
WITH years AS MATERIALIZED (
    SELECT y.start_date, y.end_date
      FROM ledger.fiscal_years_at($1, $3) y
     WHERE y.fiscal_year_id = ANY ($4::uuid[])
), numbered AS MATERIALIZED (
    SELECT y.start_date, n.series, n.number, n.voucher_id, n.voucher_date,
           count(*) OVER (PARTITION BY y.start_date, n.series, n.number) AS times
      FROM ledger.voucher_numbers_at($1, $3) n
      JOIN years y ON n.voucher_date BETWEEN y.start_date AND y.end_date
     WHERE n.number IS NOT NULL
), twice AS (
    SELECT n.*, row_number() OVER (ORDER BY n.start_date DESC, n.series, n.number, n.voucher_date, n.voucher_id) AS line
      FROM numbered n
     WHERE n.times > 1
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, year_start, at_date, voucher_id, series, from_number,
                                    to_number, expected, found)
    SELECT $1, $2, 'C7-duplicates', t.line, t.start_date, t.voucher_date, t.voucher_id, t.series, t.number, t.number,
           1, t.times
      FROM twice t
     WHERE t.line <= $5
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked, detail)
SELECT $1, $2, 'C7-duplicates', 'ERROR',
       CASE WHEN n.checked = 0 THEN 'NOT_APPLICABLE' WHEN n.wrong = 0 THEN 'HOLDS' ELSE 'DEVIATES' END,
       n.checked - n.wrong, n.checked, CASE WHEN n.checked = 0 THEN 'noNumbers' END
  FROM (SELECT (SELECT count(*) FROM numbered) AS checked, (SELECT count(*) FROM twice) AS wrong) n
