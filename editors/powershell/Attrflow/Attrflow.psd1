@{
    RootModule           = 'Attrflow.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '3f6d0d0e-6a53-4c1c-9d67-5b1f0c6a7b52'
    Author               = 'The attrflow authors'
    Copyright            = 'MIT OR Apache-2.0'
    Description          = 'Checks, runs and compares the attribute mappings of Microsoft Entra provisioning, outside of the tenant. Needs the program attrflow.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FunctionsToExport    = @(
        'Test-AttrflowMapping'
        'Invoke-AttrflowExpression'
        'ConvertTo-AttrflowPayload'
        'Compare-AttrflowMapping'
        'Format-AttrflowExpression'
        'Get-AttrflowFunction'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    FormatsToProcess     = @('Attrflow.Format.ps1xml')
    FileList             = @(
        'Attrflow.psd1'
        'Attrflow.psm1'
        'Attrflow.Format.ps1xml'
        'Private/Commands.ps1'
        'Private/Program.ps1'
        'Private/Records.ps1'
        'Public/Compare-AttrflowMapping.ps1'
        'Public/ConvertTo-AttrflowPayload.ps1'
        'Public/Format-AttrflowExpression.ps1'
        'Public/Get-AttrflowFunction.ps1'
        'Public/Invoke-AttrflowExpression.ps1'
        'Public/Test-AttrflowMapping.ps1'
    )
    PrivateData          = @{
        PSData = @{
            Tags       = @('Entra', 'AzureAD', 'SCIM', 'Provisioning', 'Mapping', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ProjectUri = 'https://github.com/attrflow/attrflow'
            LicenseUri = 'https://github.com/attrflow/attrflow/blob/main/LICENSE-MIT'
        }
    }
}
