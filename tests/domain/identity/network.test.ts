import { expect } from 'chai';
import { networkOf } from '../../../src/domain/identity/network.js';

describe('networkOf', () => {
  it('takes the /64 of IPv6 as one address, and IPv4 as it is', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6')).to.equal(networkOf('2001:db8:1:2::9'));
    expect(networkOf('2001:db8:1:2::9')).to.not.equal(networkOf('2001:db8:1:3::9'));
    expect(networkOf('2001:db8::1')).to.equal('2001:db8:0:0::/64');
    expect(networkOf('fe80::1%eth0')).to.equal('fe80:0:0:0::/64');
    expect(networkOf('::1')).to.equal('0:0:0:0::/64');
    expect(networkOf('203.0.113.9')).to.equal('203.0.113.9');
  });
});
