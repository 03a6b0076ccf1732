-- One version of a voucher, whole, in the form in which products receive it.
-- $1 client, $2 and $3 the version
SELECT v.voucher_date, v.number, v.voucher_text,
       jsonb_pretty(jsonb_build_object(
           'id', v.voucher_id, 'voucherDate', v.voucher_date, 'numberSeries', v.number_series,
           'numberAndNumberSeries', v.number, 'voucherText', v.voucher_text, 'voucherType', v.voucher_type,
           'sourceId', v.source_id, 'modifiedUtc', v.modified_utc, 'createdUtc', v.created_utc,
           'rows', coalesce(own.rows, '[]'))
        || coalesce(ledger.wire_form(v.extra), '{}')) AS document
  FROM gateway.vouchers v
 CROSS JOIN LATERAL (
       SELECT jsonb_agg(
                  jsonb_build_object(
                      'accountNumber', r.account, 'debitAmount', r.debit::text, 'creditAmount', r.credit::text,
                      'transactionText', r.row_text, 'vatCodeId', r.vat_code_id, 'vatCodeAndPercent', r.vat_code,
                      'costCenterItemId1', r.cost_center_item_id1, 'costCenterItemId2', r.cost_center_item_id2,
                      'costCenterItemId3', r.cost_center_item_id3, 'projectId', r.project_id)
                  || coalesce(ledger.wire_form(r.extra), '{}')
                  ORDER BY r.row_no) AS rows
         FROM gateway.voucher_rows r
        WHERE r.client_id = $1 AND r.from_gen = v.from_gen AND r.doc = v.doc) own
 WHERE v.client_id = $1 AND v.from_gen = $2 AND v.doc = $3
