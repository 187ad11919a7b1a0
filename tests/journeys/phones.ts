import { Phone, type PhoneOwner } from './phone.js';

/** A process full of phones, so that they do not take the time of the test. Started by `Crowd`. */
let phones: readonly Phone[] = [];

export type Order =
  | { readonly order: 'open'; readonly owners: readonly PhoneOwner[]; readonly urls: readonly string[] }
  | { readonly order: 'state' | 'report' };

process.on('message', (message: Order) => {
  if (message.order === 'open') {
    const { owners, urls } = message;
    phones = owners.map((owner, index) => new Phone(owner, urls, index));
    for (const phone of phones) phone.open();
    process.send?.(true);
  } else if (message.order === 'state') {
    process.send?.({
      connected: phones.filter(({ connected }) => connected).length,
      held: phones.reduce((sum, { count }) => sum + count, 0),
    });
  } else {
    process.send?.(phones.map(({ report }) => report));
  }
});
process.on('disconnect', () => {
  for (const phone of phones) phone.close();
  process.exit();
});
