import { expect } from 'chai';
import { firstGuesses } from './first-guesses.js';
import { findPasswordFault } from './password-rules.js';

const faultOf = (password: string, name = 'helen.tranter'): string | undefined =>
  findPasswordFault(password, name)?.message;

describe('a new password', () => {
  it('may be any twelve characters that are hard to guess, in any script', () => {
    for (const password of [
      'three otters juggling',
      'Xk8#pQz!2mLw',
      'пароль из четырёх слов',
      '🦦🦔🦡🦊🐿️🦝🐦🦉🐸🐢🐍🦎',
      'mellow-fig-6-tin',
    ])
      expect(faultOf(password), password).to.equal(undefined);
  });

  it('has at least 12 characters, counted as people count them', () => {
    expect(faultOf('')).to.equal('Enter a password');
    expect(faultOf('elevenchars')).to.match(/^Use at least 12 characters/);
    expect(faultOf('🦦🦦🦦🦦🦦🦦')).to.match(/^Use at least 12 characters/);
    expect(faultOf('aB3 '.repeat(51))).to.equal('Shorten the password to 200 characters or fewer');
  });

  it('is not among the first that are guessed, however it is written', () => {
    for (const password of [
      'password1234',
      'Password 1234',
      'PASSWORD-12345',
      'Correct Horse Battery Staple',
      'qwertyuiop12',
    ])
      expect(faultOf(password), password).to.match(/first that are guessed/);
    for (const password of ['aaaaaaaaaaaa', '121212121212', '------------', 'abcabcabcabc'])
      expect(faultOf(password), password).to.match(/first that are guessed/);
  });

  it('does not hold the sign-in name or a part of it', () => {
    for (const password of ['my name is HELEN!', 'tranter tranter', 'x-helen.tranter-x'])
      expect(faultOf(password), password).to.match(/without your sign-in name/);
    expect(faultOf('an ordinary phrase', 'an.or'), 'parts of three letters are words of their own').to.equal(undefined);
  });

  it('names the field that it was typed in', () => {
    expect(findPasswordFault('', 'a', 'newPassword')?.field).to.equal('newPassword');
  });
});

describe('the list of first guesses', () => {
  it('holds what passes the length, in the form in which it is compared', () => {
    for (const password of firstGuesses) {
      expect(password).to.match(/^[a-z0-9]+$/);
      expect(password.length, password).to.be.at.least(11);
    }
    expect(firstGuesses.size).to.be.greaterThan(150);
  });
});
