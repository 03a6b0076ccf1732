/**
 * Three products as their engineers might begin them, over the helper that products embed, each with a database of its
 * own: what stands on an account (Avstemming), sums by month and cost centre (Rapport), what falls due by week
 * (Likviditet).
 *
 * <p>A {@link no.sticos.erp.sandbox.products.WorkedProduct} keeps of each document the few figures that its views add
 * up, under the document's key, so that a changed or deleted document takes back exactly what it gave. {@link
 * no.sticos.erp.sandbox.products.ProductNode} runs one. {@code src/docs/consumer.md} explains them.
 *
 * <p>They know the gateway only by its messages: {@code consumer}, and nothing else of it.
 */
@NullMarked
package no.sticos.erp.sandbox.products;

import org.jspecify.annotations.NullMarked;
