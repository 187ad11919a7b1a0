import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { MongoUserRepository } from '../../../src/adapters/mongo/mongo-user-repository.js';
import { userOf } from '../../contracts/user-of.js';
import { userRepositoryContract } from '../../contracts/user-repository.contract.js';
import { describeWith } from '../../servers.js';
import { openOnMongo } from '../../stores.js';

describeWith('mongo', 'MongoUserRepository', (url) => {
  userRepositoryContract(
    'MongoDB',
    openOnMongo(url, (connection) => new MongoUserRepository(connection)),
  );

  it('gives no number twice when its user is removed while it is looked for', async () => {
    let connection: Connection | undefined;
    const opened = await openOnMongo(url, (opening) => {
      connection = opening;
      return new MongoUserRepository(opening);
    })();
    const { port: users } = opened;
    try {
      await users.add(userOf('ann'));
      await users.add(userOf('bob'));
      const model = connection!.model('User');
      const exists = model.exists.bind(model);
      // The look at number 2 takes so long that Bob is gone when it finds nobody.
      model.exists = ((filter: object) => ({
        exec: async () => {
          model.exists = exists;
          await users.remove('id-bob', 0);
          return exists(filter).exec();
        },
      })) as never;
      await users.add(userOf('eve'));
      expect(await users.count({})).to.equal(2);
    } finally {
      await opened.close();
    }
  });
});
