import { focusDomain, focusJid, mucDomain, xmppDomain } from './names'

/**
 * `config.js` as deployments in containers serve it: a program that builds its settings, with the markers of a web
 * server's includes left in where no tenant was put in. Clients have to run it; patterns do not find the hosts.
 */
export const configScript = (host: string): string => `/* Settings of ${host} */
var subdomain = '<!--# echo var="subdomain" default="" -->';
if (subdomain.indexOf('<!--') === 0) {
    subdomain = '';
}
if (subdomain) {
    subdomain = subdomain.slice(0, -1).split('.').join('_').toLowerCase() + '.';
}
var subdir = '<!--# echo var="subdir" default="" -->';
if (subdir.indexOf('<!--') === 0) {
    subdir = '';
}

var config = {};

// Connection.
config.hosts = {};
config.hosts.domain = '${xmppDomain}';
config.hosts.focus = '${focusDomain}';
config.hosts.muc = 'muc.' + subdomain + '${mucDomain.slice('muc.'.length)}';
config.focusUserJid = '${focusJid}';
config.bosh = 'https://${host}/' + subdir + 'http-bind';
config.websocket = 'wss://${host}/' + subdir + 'xmpp-websocket';
config.websocketKeepAliveUrl = 'https://${host}/' + subdir + '_unlock';
config.conferenceRequestUrl = 'https://${host}/' + subdir + 'conference-request/v1';

// Audio and video.
config.resolution = 720;
config.constraints = { video: { height: { ideal: 720, max: 720, min: 180 } } };
config.startAudioMuted = 10;
config.startVideoMuted = 10;
config.channelLastN = -1;
config.p2p = {
    enabled: true,
    // No helper outside of the agency: two people on one network find each other without.
    stunServers: [],
    useStunTurn: true
};
config.enableNoAudioDetection = true;
config.enableTalkWhileMuted = false;

// Nobody else is told anything.
config.disableThirdPartyRequests = true;
config.analytics = { disabled: true };
config.callStatsID = undefined;
config.gravatar = { disabled: true };

config.prejoinConfig = { enabled: true };
config.requireDisplayName = true;
config.deploymentInfo = { environment: 'local', envType: 'dev' };
`
