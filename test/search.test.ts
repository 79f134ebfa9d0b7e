import path from 'node:path';
import { expect } from 'chai';
import { castlebridge, onBothEngines } from '#core/testing/harness.js';
import { testPostgres } from '#core/kernel/testing/postgres.js';
import { measureSearch } from './bench/search/recall.js';
import { articleOf, readTopics } from './bench/search/topics.js';

const topics = readTopics(path.resolve(import.meta.dirname, '../..'));

describe('the questions by which the search is measured', () => {
  it('are at least 300 about at least 100 subjects', () => {
    expect(topics.length).to.be.at.least(100);
    expect(topics.flatMap(({ asked }) => asked).length).to.be.at.least(300);
    expect(new Set(topics.map(({ key }) => key)).size).to.equal(topics.length);
  });

  it('stand word for word in no article and in nothing learned', () => {
    const plain = (text: string): string =>
      text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim();
    const articles = topics.map((topic) => plain(JSON.stringify(articleOf(topic))));
    const learned = new Set(topics.flatMap((topic) => topic.learned.map(plain)));
    for (const question of topics.flatMap(({ asked }) => asked.map(plain))) {
      expect(learned.has(question), question).to.equal(false);
      expect(
        articles.some((article) => article.includes(question)),
        question,
      ).to.equal(false);
    }
  });
});

const answers: string[] = [];

onBothEngines('the search', (world) => {
  it('has the right article among the first three for 85 in 100 questions after 30 resolved enquiries each', async function () {
    this.timeout(120_000);
    const { recallAt3, afterLearning, ...rest } = await measureSearch(world().kernel, castlebridge, topics);
    expect(afterLearning.recallAt3).to.be.at.least(0.85);
    expect(afterLearning.recallAt3).to.be.above(recallAt3);
    answers.push(JSON.stringify({ recallAt3, afterLearning, ...rest }));
  });
});

describe('both databases', () => {
  it('find the same', async function () {
    if (!(await testPostgres())) return this.skip();
    expect(answers, 'answers of the two tests above').to.have.length(2);
    expect(answers[0]).to.equal(answers[1]);
  });
});
