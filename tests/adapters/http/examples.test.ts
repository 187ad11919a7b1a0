import { expect } from 'chai';
import { WholeApplication } from './whole-application.js';

interface Operation {
  readonly requestBody: { readonly content: Readonly<Record<string, { readonly example: object }>> };
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const EXAMPLES = [
  ['put', '/api/movement/tracking', 'application/json'],
  ['post', '/api/movement/points', 'application/json'],
  ['post', '/api/movement/import', 'application/gpx+xml'],
] as const;

describe('the examples of the document', () => {
  let application: WholeApplication;
  before(async () => {
    application = await WholeApplication.open();
  });
  after(() => application.close());

  it('are points that are taken, today and on any other day', async () => {
    const { http } = application;
    const { body } = await application.ask<Document>('get', '/api-docs/openapi.json');
    const { token } = await application.member('ada');
    for (const [method, path, type] of EXAMPLES) {
      const example = body.paths[path]?.[method]?.requestBody.content[type]?.example;
      const answer = await http.ask(method, path, token).set('Content-Type', type).send(example);
      expect(answer.status, answer.text).to.be.below(300);
      if (method === 'post') expect(answer.body).to.deep.equal({ accepted: 2, rejected: [] });
    }
  });
});
