-- A document as products receive it: Visma's own words in camelCase, and whatever can have decimals (amounts, rates,
-- prices, quantities) as text with the digits that Visma gave, because many JSON readers make doubles of numbers.
CREATE FUNCTION ledger.wire_form(value jsonb, field text DEFAULT '') RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN CASE jsonb_typeof(value)
        WHEN 'object' THEN (
            SELECT coalesce(jsonb_object_agg(lower(left(e.key, 1)) || substr(e.key, 2), ledger.wire_form(e.value, e.key)), '{}')
              FROM jsonb_each(value) e)
        WHEN 'array' THEN (
            SELECT coalesce(jsonb_agg(ledger.wire_form(e.value, field) ORDER BY e.ordinality), '[]')
              FROM jsonb_array_elements(value) WITH ORDINALITY e)
        WHEN 'number' THEN CASE WHEN field ~ '(Amount|Balance|Price|Percent|Roundings|CostWithCurrency$|Costs$|Fee$|Quantity$|Weight$|Hours$|OrderingPoint$|StockValue$|CurrencyRate$|^Vat(High|Medium|Low|Rate)?$)' THEN to_jsonb(value #>> '{}') ELSE value END
        ELSE value
    END;
END $$;
