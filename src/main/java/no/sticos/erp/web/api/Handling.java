package no.sticos.erp.web.api;

import io.reactivex.rxjava3.core.Single;

/** What answers an operation. */
interface Handling {
    Single<ApiAnswer> of(Call call);
}
