-- C7: in each number series and covered fiscal year no number is missing; and, its other half, none is given to two
-- vouchers. A series begins with 1 in each year, or goes on from the year before; which of the two, its own years tell.
-- Where a year before is not covered, a series is taken to begin with what is there.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept
WITH years AS MATERIALIZED (
    SELECT y.start_date, y.end_date, y.fiscal_year_id = ANY ($4::uuid[]) AS covered,
           bool_and(y.fiscal_year_id = ANY ($4::uuid[])) OVER (ORDER BY y.start_date) AS whole_until
      FROM ledger.fiscal_years_at($1, $3) y
), edges AS MATERIALIZED (
    SELECT array_agg(e.day ORDER BY e.day) AS days
      FROM (SELECT y.start_date FROM years y UNION SELECT y.end_date + 1 FROM years y) e (day)
), places AS MATERIALIZED (
    SELECT y.start_date, y.end_date, y.whole_until, p.place
      FROM edges
     CROSS JOIN generate_subscripts(edges.days, 1) AS p (place)
      JOIN years y ON y.covered AND edges.days[p.place] BETWEEN y.start_date AND y.end_date
), numbered AS MATERIALIZED (
    SELECT p.start_date, p.end_date, p.whole_until, n.series, n.number, n.voucher_id, n.voucher_date,
           lag(n.number) OVER (PARTITION BY p.start_date, n.series ORDER BY n.number) AS before
      FROM ledger.voucher_numbers_at($1, $3) n
      -- Its year by the place of its day between the years' first days: one look for each voucher, however many years.
      JOIN places p ON p.place = width_bucket(n.voucher_date, (SELECT days FROM edges))
), spans AS (
    SELECT n.start_date, n.end_date, n.whole_until, n.series,
           min(n.number) AS first_number, max(n.number) AS last_number,
           count(n.number) FILTER (WHERE n.number IS DISTINCT FROM n.before) AS numbers,
           count(*) AS vouchers, count(*) FILTER (WHERE n.number IS NULL) AS unreadable
      FROM numbered n
     GROUP BY n.start_date, n.end_date, n.whole_until, n.series
), compared AS (
    SELECT s.*, lag(s.last_number) OVER (PARTITION BY s.series ORDER BY s.start_date) AS last_before
      FROM spans s
), series AS MATERIALIZED (
    SELECT c.*,
           CASE WHEN bool_or(c.first_number <= c.last_before) OVER (PARTITION BY c.series) THEN least(1, c.first_number)
                WHEN c.last_before IS NOT NULL THEN c.last_before + 1
                WHEN c.whole_until THEN least(1, c.first_number)
                ELSE c.first_number END AS begins
      FROM compared c
), gaps AS MATERIALIZED (
    SELECT g.start_date, g.series, g.after + 1 AS from_number, g.number - 1 AS to_number,
           row_number() OVER (ORDER BY g.start_date DESC, g.series, g.number) AS line
      FROM (SELECT n.start_date, n.series, n.number, coalesce(n.before, s.begins - 1) AS after
              FROM numbered n
              JOIN series s USING (start_date, series)
             WHERE n.before IS NULL OR n.number > n.before + 1) g
     WHERE g.number > g.after + 1
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, year_start, series, from_number, to_number)
    SELECT $1, $2, 'C7', g.line, g.start_date, g.series, g.from_number, g.to_number FROM gaps g WHERE g.line <= $5
), kept AS (
    INSERT INTO gateway.number_series (client_id, gen, year_start, series, year_end, first_number, last_number, numbers,
                                       vouchers, unreadable, gaps)
    SELECT $1, $2, s.start_date, s.series, s.end_date, s.first_number, s.last_number, s.numbers, s.vouchers,
           s.unreadable, coalesce(g.gaps, 0)
      FROM series s
      LEFT JOIN (SELECT start_date, series, count(*) AS gaps FROM gaps GROUP BY start_date, series) g
           USING (start_date, series)
), twice AS MATERIALIZED (
    SELECT n.start_date, n.series, n.number, n.voucher_id, n.voucher_date,
           count(*) OVER (PARTITION BY n.start_date, n.series, n.number) AS times,
           row_number() OVER (ORDER BY n.start_date DESC, n.series, n.number, n.voucher_date, n.voucher_id) AS line
      FROM numbered n
     WHERE (n.start_date, n.series, n.number) IN (
           SELECT a.start_date, a.series, a.number FROM numbered a WHERE a.number = a.before)
), noted_twice AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, year_start, at_date, voucher_id, series, from_number,
                                    to_number, expected, found)
    SELECT $1, $2, 'C7-duplicates', t.line, t.start_date, t.voucher_date, t.voucher_id, t.series, t.number, t.number,
           1, t.times
      FROM twice t
     WHERE t.line <= $5
), counted AS MATERIALIZED (
    SELECT coalesce(sum(s.numbers), 0)::bigint AS numbers, coalesce(sum(s.vouchers - s.unreadable), 0)::bigint AS vouchers,
           (SELECT count(*) FROM gaps) AS gaps, (SELECT count(*) FROM twice) AS twice
      FROM series s
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked, detail)
SELECT $1, $2, 'C7', 'WARN',
       CASE WHEN c.numbers = 0 THEN 'NOT_APPLICABLE' WHEN c.gaps = 0 THEN 'HOLDS' ELSE 'DEVIATES' END,
       c.numbers, c.numbers + c.gaps, CASE WHEN c.numbers = 0 THEN 'noNumbers' END
  FROM counted c
UNION ALL
SELECT $1, $2, 'C7-duplicates', 'ERROR',
       CASE WHEN c.vouchers = 0 THEN 'NOT_APPLICABLE' WHEN c.twice = 0 THEN 'HOLDS' ELSE 'DEVIATES' END,
       c.vouchers - c.twice, c.vouchers, CASE WHEN c.vouchers = 0 THEN 'noNumbers' END
  FROM counted c
