function ConvertTo-AttrflowPayload {
    <#
    .SYNOPSIS
    Maps records to the SCIM payloads that provisioning would send.

    .DESCRIPTION
    Returns an object for each record: its status, and its payload as an object and as JSON. A record that cannot be mapped is
    an error, and the other records go on.

    .PARAMETER Mapping
    The mapping file, or the name of a connector.

    .PARAMETER Record
    Records: objects, hashtables, or strings of JSON.

    .PARAMETER Object
    The object mapping to run, by its name or its target object.

    .PARAMETER Flavor
    The wire format of the payloads; without it that of the service where the source is Microsoft Entra ID.

    .PARAMETER CamelCase
    Begin the names of attributes with a small letter, as Microsoft Graph does: for objects of Get-MgUser.

    .PARAMETER Dialect
    The expression dialect.

    .PARAMETER Now
    The current time of the function Now.

    .PARAMETER Seed
    The seed of random values: the same seed produces the same values.

    .PARAMETER Setting
    Settings of the provisioning job, for %Name%.

    .EXAMPLE
    Import-Csv users.csv | ConvertTo-AttrflowPayload export.json | Where-Object Status -ne 'ok'

    Finds the users that would not be provisioned.

    .EXAMPLE
    (Get-Content user.json -Raw | ConvertTo-AttrflowPayload workplace).PayloadJson

    Shows the payload of one user as JSON.
    #>
    [CmdletBinding()]
    [OutputType('Attrflow.Payload')]
    param(
        [Parameter(Mandatory = $true, Position = 0)]
        [string] $Mapping,

        [Parameter(Mandatory = $true, ValueFromPipeline = $true)]
        [object] $Record,

        [string] $Object,

        [ValidateSet('rfc7644', 'entra', 'entra-2020')]
        [string] $Flavor,

        [switch] $CamelCase,

        [ValidateSet('entra', 'cloud-sync', 'connect')]
        [string] $Dialect,

        [datetime] $Now,

        [uint64] $Seed,

        [hashtable] $Setting
    )

    begin {
        $records = New-Object System.Collections.ArrayList
        $lines = New-Object System.Collections.ArrayList
    }

    process {
        [void] $records.Add($Record)
        [void] $lines.Add((ConvertTo-RecordLine -Record $Record -CamelCase $CamelCase))
    }

    end {
        if ($records.Count -eq 0) {
            return
        }
        $arguments = @('map', '--envelope', '--quiet', '--no-progress') + @(Get-WorldArgument -Bound $PSBoundParameters)
        if ($Object) { $arguments += '--object', $Object }
        if ($Flavor) { $arguments += '--flavor', $Flavor }
        $arguments += '--', (Resolve-MappingPath $Mapping), '-'
        $run = Invoke-AttrflowProgram -Argument $arguments -InputText (($lines -join "`n") + "`n")
        if ($run.ExitCode -gt 1 -or ($run.ExitCode -eq 1 -and -not $run.Output.Trim())) {
            $PSCmdlet.ThrowTerminatingError((New-AttrflowRunError -Run $run -Target $Mapping))
        }
        $number = 0
        foreach ($line in ($run.Output -split '\r?\n')) {
            if (-not $line) { continue }
            $given = $records[$number]
            $number++
            $envelope = ConvertFrom-AttrflowJson -Json $line
            foreach ($fault in @($envelope.errors)) {
                $message = if ($fault.attribute) { "$($fault.attribute): $($fault.message)" } else { $fault.message }
                $PSCmdlet.WriteError((New-AttrflowError -Message $message -Id $fault.code -Target $given))
            }
            $json = $null
            if ($null -ne $envelope.payload) {
                # As the program has written it: the payload stands before the targets that are left as they are.
                $json = if ($line -cmatch '"payload":(\{.*\}),"(?:requests|reason|skipped)":') { $Matches[1] }
            }
            $result = New-Object PSObject -Property ([ordered] @{
                    Id          = $envelope.id
                    Status      = $envelope.status
                    Payload     = $envelope.payload
                    PayloadJson = $json
                    Skipped     = @($envelope.skipped)
                    Record      = $given
                })
            $result.PSObject.TypeNames.Insert(0, 'Attrflow.Payload')
            $result
        }
    }
}
