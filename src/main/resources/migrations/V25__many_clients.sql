-- A word for many clients leaves one line besides those of its clients, however often the same form is sent: the line's
-- detail is the number of clients and the form's own number.
CREATE UNIQUE INDEX audit_lines_once_a_form ON gateway.audit_lines (tenant_id, split_part(detail, ' ', 2))
    WHERE action IN ('many_activated', 'many_requested', 'many_deactivated', 'many_figures_removed', 'many_removed');
