-- The public read model of registers, invoices, open items and bank, in the form of V7: a function gives a resource
-- as a generation had it, a view as the current generation has it. Names are Visma's; body holds the document whole.
--
-- The casts cannot fail: the adapter checks these fields as it reads a document, and sets it aside if one is not
-- what it must be (erp.visma.Content).

-- What one may write for «none»: null, nothing, or an id of zeros.
CREATE FUNCTION ledger.id_of(document jsonb, field text) RETURNS uuid LANGUAGE sql IMMUTABLE
    RETURN nullif(document ->> field, '00000000-0000-0000-0000-000000000000')::uuid;

-- Bookkeeping dates come with and without a time; the time says nothing.
CREATE FUNCTION ledger.date_of(document jsonb, field text) RETURNS date LANGUAGE sql IMMUTABLE
    RETURN left(document ->> field, 10)::date;

-- The objects of a list inside a document; a missing list has none.
CREATE FUNCTION ledger.parts_of(document jsonb, field text) RETURNS TABLE (part jsonb, part_no bigint)
    LANGUAGE sql IMMUTABLE AS $$
    SELECT e.value, e.ordinality
      FROM jsonb_array_elements(CASE WHEN jsonb_typeof(document -> field) = 'array' THEN document -> field ELSE '[]' END)
           WITH ORDINALITY e
$$;

-- Visma gives rates as per cent and sometimes as a fraction: 25.0 and 0.25. No rate lies between nought and one.
CREATE FUNCTION ledger.percent_of(rate numeric) RETURNS numeric LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN abs(rate) < 1 THEN rate * 100 ELSE rate END;

CREATE FUNCTION ledger.account_types_at(client bigint, generation int)
    RETURNS TABLE (account_type bigint, description text, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT (d.body ->> 'Type')::bigint, d.body ->> 'TypeDescription', d.body
      FROM ledger.documents_at(client, 'account_types', generation) d
$$;

CREATE FUNCTION ledger.vat_codes_at(client bigint, generation int)
    RETURNS TABLE (vat_code_id uuid, code text, description text, percent numeric,
                   account1 bigint, account2 bigint, account3 bigint, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), d.body ->> 'Code', d.body ->> 'Description',
           ledger.percent_of((d.body ->> 'VatRate')::numeric),
           (d.body #>> '{RelatedAccounts,AccountNumber1}')::bigint,
           (d.body #>> '{RelatedAccounts,AccountNumber2}')::bigint,
           (d.body #>> '{RelatedAccounts,AccountNumber3}')::bigint, d.body
      FROM ledger.documents_at(client, 'vat_codes', generation) d
$$;

-- One row a rate: it holds from its date until the code's next one.
CREATE FUNCTION ledger.vat_rates_at(client bigint, generation int)
    RETURNS TABLE (vat_rate_id uuid, code text, from_date date, percent numeric, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), d.body ->> 'Code', ledger.date_of(r.part, 'VatRateDate'),
           ledger.percent_of((r.part ->> 'VatRate')::numeric), d.body
      FROM ledger.documents_at(client, 'vat_rates', generation) d, ledger.parts_of(d.body, 'VatRates') r
$$;

CREATE FUNCTION ledger.cost_centers_at(client bigint, generation int)
    RETURNS TABLE (cost_center_id uuid, number bigint, name text, active boolean, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), (d.body ->> 'Number')::bigint, d.body ->> 'Name',
           (d.body ->> 'IsActive')::boolean, d.body
      FROM ledger.documents_at(client, 'cost_centers', generation) d
$$;

CREATE FUNCTION ledger.cost_center_items_at(client bigint, generation int)
    RETURNS TABLE (cost_center_item_id uuid, cost_center_id uuid, short_name text, name text, active boolean, body jsonb)
    LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(i.part, 'Id'), c.cost_center_id, i.part ->> 'ShortName', i.part ->> 'Name',
           (i.part ->> 'IsActive')::boolean, i.part
      FROM ledger.cost_centers_at(client, generation) c, ledger.parts_of(c.body, 'Items') i
$$;

CREATE FUNCTION ledger.projects_at(client bigint, generation int)
    RETURNS TABLE (project_id uuid, number text, name text, start_date date, end_date date, customer_id uuid,
                   status bigint, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), d.body ->> 'Number', d.body ->> 'Name', ledger.date_of(d.body, 'StartDate'),
           ledger.date_of(d.body, 'EndDate'), ledger.id_of(d.body, 'CustomerId'), (d.body ->> 'Status')::bigint, d.body
      FROM ledger.documents_at(client, 'projects', generation) d
$$;

CREATE FUNCTION ledger.terms_of_payment_at(client bigint, generation int)
    RETURNS TABLE (terms_of_payment_id uuid, name text, days bigint, type bigint, for_sales boolean,
                   for_purchase boolean, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), d.body ->> 'Name', (d.body ->> 'NumberOfDays')::bigint,
           (d.body ->> 'TermsOfPaymentTypeId')::bigint, (d.body ->> 'AvailableForSales')::boolean,
           (d.body ->> 'AvailableForPurchase')::boolean, d.body
      FROM ledger.documents_at(client, 'terms_of_payment', generation) d
$$;

CREATE FUNCTION ledger.currencies_at(client bigint, generation int)
    RETURNS TABLE (currency text, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT d.body ->> 'Code', d.body FROM ledger.documents_at(client, 'currencies', generation) d
$$;

-- organisation_number is null for a private person: personal numbers are not kept.
CREATE FUNCTION ledger.customers_at(client bigint, generation int)
    RETURNS TABLE (customer_id uuid, number text, name text, organisation_number text, private_person boolean,
                   active boolean, currency text, terms_of_payment_id uuid, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), d.body ->> 'CustomerNumber', d.body ->> 'Name',
           d.body ->> 'CorporateIdentityNumber', (d.body ->> 'IsPrivatePerson')::boolean,
           (d.body ->> 'IsActive')::boolean, d.body ->> 'CurrencyCode', ledger.id_of(d.body, 'TermsOfPaymentId'), d.body
      FROM ledger.documents_at(client, 'customers', generation) d
$$;

CREATE FUNCTION ledger.suppliers_at(client bigint, generation int)
    RETURNS TABLE (supplier_id uuid, number text, name text, organisation_number text, active boolean, currency text,
                   terms_of_payment_id uuid, bank_account_number text, iban text, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), d.body ->> 'SupplierNumber', d.body ->> 'Name',
           d.body ->> 'CorporateIdentityNumber', (d.body ->> 'IsActive')::boolean, d.body ->> 'CurrencyCode',
           ledger.id_of(d.body, 'TermsOfPaymentId'), d.body ->> 'BankAccountNumber', d.body ->> 'BankIban', d.body
      FROM ledger.documents_at(client, 'suppliers', generation) d
$$;

-- All amounts are in the invoice's currency.
CREATE FUNCTION ledger.customer_ledger_items_at(client bigint, generation int)
    RETURNS TABLE (customer_ledger_item_id uuid, customer_id uuid, voucher_id uuid, invoice_number text,
                   invoice_date date, due_date date, credit_invoice boolean, currency text, currency_rate numeric,
                   currency_rate_unit bigint, total numeric, remaining numeric, vat numeric, roundings numeric,
                   payment_reference text, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), ledger.id_of(d.body, 'CustomerId'), ledger.id_of(d.body, 'VoucherId'),
           d.body ->> 'InvoiceNumber', ledger.date_of(d.body, 'InvoiceDate'), ledger.date_of(d.body, 'DueDate'),
           (d.body ->> 'IsCreditInvoice')::boolean, d.body ->> 'CurrencyCode', (d.body ->> 'CurrencyRate')::numeric,
           (d.body ->> 'CurrencyRateUnit')::bigint, (d.body ->> 'TotalAmountInvoiceCurrency')::numeric,
           (d.body ->> 'RemainingAmountInvoiceCurrency')::numeric, (d.body ->> 'VATAmountInvoiceCurrency')::numeric,
           (d.body ->> 'RoundingsAmountInvoiceCurrency')::numeric, d.body ->> 'PaymentReferenceNumber', d.body
      FROM ledger.documents_at(client, 'customer_ledger_items', generation) d
$$;

-- Signs are Visma's: what the company owes is negative. Whether it is paid, remaining tells; a payment date stands
-- on partly paid invoices too.
CREATE FUNCTION ledger.supplier_invoices_at(client bigint, generation int)
    RETURNS TABLE (supplier_invoice_id uuid, supplier_id uuid, voucher_id uuid, invoice_number text, invoice_date date,
                   due_date date, payment_date date, credit_invoice boolean, currency text, currency_rate numeric,
                   total numeric, vat numeric, remaining numeric, remaining_invoice_currency numeric,
                   status bigint, payment_status bigint, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), ledger.id_of(d.body, 'SupplierId'), ledger.id_of(d.body, 'VoucherId'),
           d.body ->> 'InvoiceNumber', ledger.date_of(d.body, 'InvoiceDate'), ledger.date_of(d.body, 'DueDate'),
           ledger.date_of(d.body, 'PaymentDate'), (d.body ->> 'IsCreditInvoice')::boolean, d.body ->> 'CurrencyCode',
           (d.body ->> 'CurrencyRate')::numeric, (d.body ->> 'TotalAmount')::numeric, (d.body ->> 'Vat')::numeric,
           (d.body ->> 'RemainingAmount')::numeric, (d.body ->> 'RemainingAmountInvoiceCurrency')::numeric,
           (d.body ->> 'Status')::bigint, (d.body ->> 'PaymentStatus')::bigint, d.body
      FROM ledger.documents_at(client, 'supplier_invoices', generation) d
$$;

CREATE FUNCTION ledger.supplier_invoice_rows_at(client bigint, generation int)
    RETURNS TABLE (supplier_invoice_id uuid, row_no bigint, account bigint, debit numeric, credit numeric, row_text text,
                   vat_code_id uuid, cost_center_item_id1 uuid, cost_center_item_id2 uuid, cost_center_item_id3 uuid,
                   project_id uuid, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT i.supplier_invoice_id, r.part_no, (r.part ->> 'AccountNumber')::bigint, (r.part ->> 'DebetAmount')::numeric,
           (r.part ->> 'CreditAmount')::numeric, r.part ->> 'TransactionText', ledger.id_of(r.part, 'VatCodeId'),
           ledger.id_of(r.part, 'CostCenterItemId1'), ledger.id_of(r.part, 'CostCenterItemId2'),
           ledger.id_of(r.part, 'CostCenterItemId3'), ledger.id_of(r.part, 'ProjectId'), r.part
      FROM ledger.supplier_invoices_at(client, generation) i, ledger.parts_of(i.body, 'Rows') r
$$;

-- bank_balance is the bank's own figure at bank_balance_date; the books' stands in account_balances.
CREATE FUNCTION ledger.bank_accounts_at(client bigint, generation int)
    RETURNS TABLE (bank_account_id uuid, name text, bban text, iban text, account bigint, currency text, type bigint,
                   active boolean, bank_balance numeric, bank_balance_date date, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), d.body ->> 'Name', d.body ->> 'Bban', d.body ->> 'Iban',
           (d.body ->> 'LedgerAccountNumber')::bigint, d.body ->> 'CurrencyCode',
           (d.body ->> 'BankAccountType')::bigint, (d.body ->> 'IsActive')::boolean,
           (d.body #>> '{Balance,Balance}')::numeric, ledger.date_of(d.body -> 'Balance', 'Date'), d.body
      FROM ledger.documents_at(client, 'bank_accounts', generation) d
$$;

CREATE FUNCTION ledger.bank_transactions_at(client bigint, generation int)
    RETURNS TABLE (bank_transaction_id uuid, bank_account_id uuid, transaction_date date, matched boolean,
                   amount numeric, currency text, reference text, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), ledger.id_of(d.body, 'BankAccountId'),
           ledger.date_of(d.body, 'TransactionDate'), (d.body ->> 'IsReconciled')::boolean,
           (d.body ->> 'TransactionAmount')::numeric, d.body ->> 'TransactionAmountCurrency', d.body ->> 'Reference',
           d.body
      FROM ledger.documents_at(client, 'bank_transactions', generation) d
$$;

-- The vouchers that a bank transaction was matched with.
CREATE FUNCTION ledger.bank_transaction_rows_at(client bigint, generation int)
    RETURNS TABLE (bank_transaction_id uuid, row_no bigint, voucher_id uuid, payment_voucher_id uuid, source text,
                   source_id uuid, amount numeric, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT t.bank_transaction_id, r.part_no, ledger.id_of(r.part, 'VoucherId'),
           ledger.id_of(r.part, 'PaymentVoucherId'), r.part ->> 'Source', ledger.id_of(r.part, 'SourceId'),
           (r.part ->> 'AmountTransactionCurrency')::numeric, r.part
      FROM ledger.bank_transactions_at(client, generation) t, ledger.parts_of(t.body, 'Rows') r
$$;

CREATE FUNCTION ledger.customer_invoices_at(client bigint, generation int)
    RETURNS TABLE (customer_invoice_id uuid, customer_id uuid, voucher_id uuid, invoice_number text, invoice_date date,
                   due_date date, payment_date date, credit_invoice boolean, currency text, currency_rate numeric,
                   total numeric, vat numeric, remaining numeric, total_invoice_currency numeric,
                   remaining_invoice_currency numeric, payment_status bigint, payment_reference text, body jsonb)
    LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), ledger.id_of(d.body, 'CustomerId'), ledger.id_of(d.body, 'VoucherId'),
           d.body ->> 'InvoiceNumber', ledger.date_of(d.body, 'InvoiceDate'), ledger.date_of(d.body, 'DueDate'),
           ledger.date_of(d.body, 'PaymentDate'), (d.body ->> 'IsCreditInvoice')::boolean, d.body ->> 'CurrencyCode',
           (d.body ->> 'CurrencyRate')::numeric, (d.body ->> 'TotalAmount')::numeric,
           (d.body ->> 'TotalVatAmount')::numeric, (d.body ->> 'RemainingAmount')::numeric,
           (d.body ->> 'TotalAmountInvoiceCurrency')::numeric, (d.body ->> 'RemainingAmountInvoiceCurrency')::numeric,
           (d.body ->> 'PaymentStatus')::bigint, d.body ->> 'PaymentReferenceNumber', d.body
      FROM ledger.documents_at(client, 'customer_invoices', generation) d
$$;

CREATE FUNCTION ledger.customer_invoice_rows_at(client bigint, generation int)
    RETURNS TABLE (customer_invoice_id uuid, row_no bigint, article_id uuid, row_text text, quantity numeric,
                   unit_price numeric, amount_without_vat numeric, vat_percent numeric, cost_center_item_id1 uuid,
                   cost_center_item_id2 uuid, cost_center_item_id3 uuid, project_id uuid, body jsonb)
    LANGUAGE sql STABLE AS $$
    SELECT i.customer_invoice_id, r.part_no, ledger.id_of(r.part, 'ArticleId'), r.part ->> 'Text',
           (r.part ->> 'Quantity')::numeric, (r.part ->> 'UnitPrice')::numeric, (r.part ->> 'AmountNoVat')::numeric,
           ledger.percent_of((r.part ->> 'PercentVat')::numeric), ledger.id_of(r.part, 'CostCenterItemId1'),
           ledger.id_of(r.part, 'CostCenterItemId2'), ledger.id_of(r.part, 'CostCenterItemId3'),
           ledger.id_of(r.part, 'ProjectId'), r.part
      FROM ledger.customer_invoices_at(client, generation) i, ledger.parts_of(i.body, 'Rows') r
$$;

CREATE FUNCTION ledger.vat_reports_at(client bigint, generation int)
    RETURNS TABLE (vat_report_id uuid, name text, start_date date, end_date date, total numeric, undone boolean,
                   approval_status bigint, voucher_id uuid, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), d.body ->> 'Name', ledger.date_of(d.body, 'StartDate'),
           ledger.date_of(d.body, 'EndDate'), (d.body ->> 'TotalAmount')::numeric,
           (d.body ->> 'IsRegretted')::boolean, (d.body ->> 'DocumentApprovalStatus')::bigint,
           ledger.id_of(d.body, 'VoucherId'), d.body
      FROM ledger.documents_at(client, 'vat_reports', generation) d
$$;

CREATE FUNCTION ledger.articles_at(client bigint, generation int)
    RETURNS TABLE (article_id uuid, number text, name text, active boolean, service boolean, unit_id uuid,
                   net_price numeric, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), d.body ->> 'Number', d.body ->> 'Name', (d.body ->> 'IsActive')::boolean,
           (d.body ->> 'IsServiceArticle')::boolean, ledger.id_of(d.body, 'UnitId'), (d.body ->> 'NetPrice')::numeric,
           d.body
      FROM ledger.documents_at(client, 'articles', generation) d
$$;

CREATE FUNCTION ledger.units_at(client bigint, generation int)
    RETURNS TABLE (unit_id uuid, name text, code text, abbreviation text, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), d.body ->> 'Name', d.body ->> 'Code', d.body ->> 'Abbreviation', d.body
      FROM ledger.documents_at(client, 'units', generation) d
$$;

-- Which document has which attachment. document_type 3 is a voucher, 1 a supplier invoice (Visma's numbers).
CREATE FUNCTION ledger.attachments_at(client bigint, generation int)
    RETURNS TABLE (attachment_id uuid, document_id uuid, document_type bigint, matched boolean, file_name text,
                   body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), ledger.id_of(d.body, 'DocumentId'), (d.body ->> 'AttachedDocumentType')::bigint,
           (d.body ->> 'AttachmentStatus')::bigint = 0, d.body ->> 'FileName', d.body
      FROM ledger.documents_at(client, 'attachments', generation) d
$$;

CREATE FUNCTION ledger.allocation_periods_at(client bigint, generation int)
    RETURNS TABLE (allocation_period_id uuid, bookkeeping_date date, amount numeric, debit_account bigint,
                   credit_account bigint, status bigint, source_type bigint, voucher_id uuid, supplier_invoice_id uuid,
                   customer_invoice_id uuid, cost_center_item_id1 uuid, cost_center_item_id2 uuid,
                   cost_center_item_id3 uuid, project_id uuid, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT ledger.id_of(d.body, 'Id'), ledger.date_of(d.body, 'BookkeepingDate'), (d.body ->> 'Amount')::numeric,
           nullif((d.body ->> 'DebitAccountNumber')::bigint, 0), nullif((d.body ->> 'CreditAccountNumber')::bigint, 0),
           (d.body ->> 'Status')::bigint, (d.body ->> 'AllocationPeriodSourceType')::bigint,
           ledger.id_of(d.body, 'VoucherId'), ledger.id_of(d.body, 'SupplierInvoiceId'),
           ledger.id_of(d.body, 'CustomerInvoiceId'), ledger.id_of(d.body, 'CostCenterItemId1'),
           ledger.id_of(d.body, 'CostCenterItemId2'), ledger.id_of(d.body, 'CostCenterItemId3'),
           ledger.id_of(d.body, 'ProjectId'), d.body
      FROM ledger.documents_at(client, 'allocation_periods', generation) d
$$;

-- What customers owe and what is owed to suppliers, in the ledger's signs (debit is positive) and the invoice's
-- currency. Visma has no list of open supplier items: they are the booked invoices with something remaining.
CREATE FUNCTION ledger.open_items_at(client bigint, generation int)
    RETURNS TABLE (side text, party_id uuid, document_id uuid, voucher_id uuid, invoice_number text, invoice_date date,
                   due_date date, currency text, total numeric, remaining numeric) LANGUAGE sql STABLE AS $$
    SELECT 'customer', i.customer_id, i.customer_ledger_item_id, i.voucher_id, i.invoice_number, i.invoice_date,
           i.due_date, i.currency, i.total, i.remaining
      FROM ledger.customer_ledger_items_at(client, generation) i
     WHERE i.remaining <> 0
    UNION ALL
    SELECT 'supplier', i.supplier_id, i.supplier_invoice_id, i.voucher_id, i.invoice_number, i.invoice_date, i.due_date,
           i.currency, i.total, coalesce(i.remaining_invoice_currency, i.remaining)
      FROM ledger.supplier_invoices_at(client, generation) i
     WHERE i.remaining <> 0 AND i.status IS DISTINCT FROM 0 AND i.status IS DISTINCT FROM 2
$$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['account_types', 'vat_codes', 'vat_rates', 'cost_centers', 'cost_center_items', 'projects',
        'terms_of_payment', 'currencies', 'customers', 'suppliers', 'customer_ledger_items', 'supplier_invoices',
        'supplier_invoice_rows', 'bank_accounts', 'bank_transactions', 'bank_transaction_rows', 'customer_invoices',
        'customer_invoice_rows', 'vat_reports', 'articles', 'units', 'attachments', 'allocation_periods', 'open_items']
    LOOP
        EXECUTE format('CREATE VIEW ledger.%1$I WITH (security_invoker) AS'
            ' SELECT b.client_id, d.* FROM gateway.books b, ledger.%2$I(b.client_id, b.current_gen) d', name, name || '_at');
    END LOOP;
END $$;

GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO erp_tenant, erp_system;
