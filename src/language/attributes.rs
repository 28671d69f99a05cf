//! The attributes of Active Directory and of the metaverse, with their types: where no schema is at hand, a record's values get
//! the types of this table (decision T2). What is not in it is of no known type, and its values are what the record has.
//!
//! Facts of the public schema of Active Directory with Exchange, and of the default rules.

use crate::value::TargetType;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The type of an attribute, and whether it has multiple values.
pub(super) fn type_of(name: &str) -> Option<(TargetType, bool)> {
    static TYPES: LazyLock<HashMap<&'static str, (TargetType, bool)>> = LazyLock::new(|| {
        let each = ATTRIBUTES.iter().flat_map(|(kind, is_multi_valued, names)| {
            names.split_ascii_whitespace().map(|name| (name, (*kind, *is_multi_valued)))
        });
        each.collect()
    });
    TYPES.get(name).copied()
}

/// The attributes of each type, with those that have multiple values apart.
const ATTRIBUTES: [(TargetType, bool, &str); 8] = [
    (
        TargetType::Integer,
        false,
        "accountExpires adminCount badPasswordTime badPwdCount cloudMSExchRecipientDisplayType \
         cloudMSExchRecipientTypeDetails cloudMSExchRemoteRecipientType codePage countryCode delivContLength \
         groupType instanceType internetEncoding lastLogoff lastLogon lastLogonTimestamp localeID lockoutDuration \
         lockoutThreshold lockoutTime logonCount maxPwdAge maxStorage mDBOverHardQuotaLimit mDBOverQuotaLimit \
         mDBStorageQuota memberCount minPwdAge minPwdLength msDS-SupportedEncryptionTypes \
         msDS-User-Account-Control-Computed msDS-UserPasswordExpiryTimeComputed msExchELCMailboxFlags \
         msExchGroupMemberCount msExchModerationFlags msExchRecipientDisplayType msExchRecipientTypeDetails \
         msExchRemoteRecipientType msExchTransportRecipientSettingsFlags msExchUserAccountControl msExchVersion \
         msRTCSIP-OptionFlags primaryGroupID pwdHistoryLength pwdLastSet pwdProperties sAMAccountType systemFlags \
         userAccountControl uSNChanged uSNCreated",
    ),
    (
        TargetType::Boolean,
        false,
        "accountEnabled cloudFiltered cloudMastered cloudNoFlow cloudSOAExchMailbox deliverAndRedirect \
         hideDLMembership isCriticalSystemObject isDeleted isRecycled isSoftDeleted mDBUseDefaults \
         msDS-UserAccountDisabled msDS-UserDontExpirePassword msExchBypassAudit msExchEnableModeration \
         msExchHideFromAddressLists msExchMailboxAuditEnable msExchRequireAuthToSendTo msOrg-IsOrganizational \
         oOFReplyToOriginator reportToOriginator reportToOwner showInAdvancedViewOnly",
    ),
    (
        TargetType::Binary,
        false,
        "auditingPolicy cloudMSExchBlockedSendersHash cloudMSExchSafeRecipientsHash cloudMSExchSafeSendersHash \
         jpegPhoto logonHours mS-DS-ConsistencyGuid msExchArchiveGUID msExchBlockedSendersHash \
         msExchDisabledArchiveGUID msExchMailboxGuid msExchMasterAccountSid msExchSafeRecipientsHash \
         msExchSafeSendersHash nTSecurityDescriptor objectGUID objectSid searchableDeviceKey sourceAnchorBinary \
         thumbnailLogo thumbnailPhoto",
    ),
    (
        TargetType::Binary,
        true,
        "cACertificate crossCertificatePair msDS-KeyCredentialLink sIDHistory tokenGroups userCertificate \
         userPKCS12 userSMIMECertificate",
    ),
    (
        TargetType::Reference,
        false,
        "altRecipient assistant dn homeMDB homeMTA lastKnownParent managedBy manager objectCategory",
    ),
    (
        TargetType::Reference,
        true,
        "authOrig directReports dLMemRejectPerms dLMemSubmitPerms managedObjects member memberOf \
         msDS-AuthenticatedAtDC msExchBypassModerationLink msExchCoManagedByLink msExchCoManagedObjectsBL \
         msExchDelegateListBL msExchDelegateListLink msExchModeratedByLink owner publicDelegates roleOccupant \
         secretary seeAlso showInAddressBook unauthOrig",
    ),
    (
        TargetType::String,
        false,
        "adminDescription c cloudAnchor cloudLegacyExchangeDN cloudSourceAnchor cn co comment company department \
         displayName displayNamePrintable division dNSHostName domainFQDN domainNetBios employeeID employeeNumber \
         employeeStartTime employeeType extensionAttribute1 extensionAttribute10 extensionAttribute11 \
         extensionAttribute12 extensionAttribute13 extensionAttribute14 extensionAttribute15 extensionAttribute2 \
         extensionAttribute3 extensionAttribute4 extensionAttribute5 extensionAttribute6 extensionAttribute7 \
         extensionAttribute8 extensionAttribute9 facsimileTelephoneNumber forestFQDN generationQualifier givenName \
         homeDirectory homeDrive homePhone info initials ipPhone l legacyExchangeDN mail mailNickname middleName \
         mobile msDS-cloudExtensionAttribute1 msDS-cloudExtensionAttribute10 msDS-cloudExtensionAttribute11 \
         msDS-cloudExtensionAttribute12 msDS-cloudExtensionAttribute13 msDS-cloudExtensionAttribute14 \
         msDS-cloudExtensionAttribute15 msDS-cloudExtensionAttribute16 msDS-cloudExtensionAttribute17 \
         msDS-cloudExtensionAttribute18 msDS-cloudExtensionAttribute19 msDS-cloudExtensionAttribute2 \
         msDS-cloudExtensionAttribute20 msDS-cloudExtensionAttribute3 msDS-cloudExtensionAttribute4 \
         msDS-cloudExtensionAttribute5 msDS-cloudExtensionAttribute6 msDS-cloudExtensionAttribute7 \
         msDS-cloudExtensionAttribute8 msDS-cloudExtensionAttribute9 msDS-ExternalDirectoryObjectId \
         msDS-PhoneticDisplayName msExchAssistantName msExchHomeServerName msRTCSIP-DeploymentLocator \
         msRTCSIP-Line msRTCSIP-OwnerUrn msRTCSIP-PrimaryUserAddress objectSidString operatingSystem \
         operatingSystemVersion pager personalTitle physicalDeliveryOfficeName postalCode preferredDataLocation \
         preferredLanguage primaryTelexNumber profilePath reasonFiltered sAMAccountName scriptPath sn sourceAnchor \
         sourceObjectType st streetAddress targetAddress telephoneAssistant telephoneNumber textEncodedORAddress \
         title uid usageLocation userPrincipalName userType userWorkstations whenChanged whenCreated wWWHomePage",
    ),
    (
        TargetType::String,
        true,
        "alternativeSecurityId altSecurityIdentities carLicense certificateUserIds cloudMSExchUserHoldPolicies \
         departmentNumber description labeledURI msExchExtensionCustomAttribute1 msExchExtensionCustomAttribute2 \
         msExchExtensionCustomAttribute3 msExchExtensionCustomAttribute4 msExchExtensionCustomAttribute5 \
         msExchPoliciesExcluded msExchPoliciesIncluded msExchSenderHintTranslations msExchUMDtmfMap \
         msExchUserHoldPolicies o objectClass otherFacsimileTelephoneNumber otherHomePhone otherIpPhone \
         otherLoginWorkstations otherMailbox otherMobile otherPager otherTelephone ou postalAddress postOfficeBox \
         protocolSettings proxyAddresses servicePrincipalName street url",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attribute_has_one_type() {
        let mut names: Vec<&str> = ATTRIBUTES.iter().flat_map(|(.., names)| names.split_ascii_whitespace()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!((names.len(), count > 250), (count, true));
        assert_eq!(type_of("proxyAddresses"), Some((TargetType::String, true)));
        assert_eq!(type_of("proxyaddresses"), None, "names are case-sensitive");
    }
}
