import { readPage } from '../../application/paging.js';
import type { Page, PageRequest } from '../../application/paging.js';

/**
 * A page of a short list that is there as a whole.
 * @param keyOf what the list is sorted by, descending
 */
export function arrayPage<Item>(
  items: readonly Item[],
  request: PageRequest,
  keyOf: (item: Item) => string,
): Promise<Page<Item>> {
  return readPage(
    request,
    (after, limit) =>
      Promise.resolve(items.filter((item) => after === undefined || keyOf(item) < after.id).slice(0, limit)),
    (item) => ({ key: 0, id: keyOf(item) }),
    (item) => item,
  );
}
