function Invoke-AttrflowExpression {
    <#
    .SYNOPSIS
    Evaluates an expression, once or for each record of the pipeline.

    .DESCRIPTION
    Returns an object with the value for each record. A record whose expression fails is an error with the code of the
    diagnostic, and the other records go on. An expression that is wrong itself ends the command.

    .PARAMETER Expression
    The expression. Quotation marks in it arrive as they are, in every version of PowerShell.

    .PARAMETER Record
    Records: objects, hashtables, or strings of JSON.

    .PARAMETER Attribute
    The attributes of one record, instead of records.

    .PARAMETER CamelCase
    Begin the names of attributes with a small letter, as Microsoft Graph does: for objects of Get-MgUser.

    .PARAMETER ValueOnly
    Return the values without the records.

    .PARAMETER Dialect
    The expression dialect.

    .PARAMETER Now
    The current time of the function Now.

    .PARAMETER Seed
    The seed of random values: the same seed produces the same values.

    .PARAMETER Setting
    Settings of the provisioning job, for %Name%.

    .EXAMPLE
    Invoke-AttrflowExpression 'Join(" ", [givenName], [surname])' -Attribute @{ givenName = 'Ada'; surname = 'Lovelace' } -ValueOnly

    Evaluates an expression for one record.

    .EXAMPLE
    Import-Csv users.csv | Invoke-AttrflowExpression 'Coalesce([mail], [userPrincipalName])' | Where-Object { -not $_.Value }

    Finds the users for whom an expression has no value.

    .EXAMPLE
    Get-MgUser -All | Invoke-AttrflowExpression 'ToLower([userPrincipalName])' -CamelCase -ErrorVariable failed

    Runs an expression for all users, and keeps those that fail.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Record')]
    [OutputType('Attrflow.Value')]
    param(
        [Parameter(Mandatory = $true, Position = 0)]
        [string] $Expression,

        [Parameter(ParameterSetName = 'Record', ValueFromPipeline = $true)]
        [object] $Record,

        [Parameter(ParameterSetName = 'Attribute', Mandatory = $true)]
        [System.Collections.IDictionary] $Attribute,

        [switch] $CamelCase,

        [switch] $ValueOnly,

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
        $given = if ($PSCmdlet.ParameterSetName -eq 'Attribute') { $Attribute } else { $Record }
        if ($null -ne $given) {
            [void] $records.Add($given)
            [void] $lines.Add((ConvertTo-RecordLine -Record $given -CamelCase $CamelCase))
        }
    }

    end {
        # A pipeline without records has no values; without a pipeline the expression is evaluated once.
        if ($records.Count -eq 0 -and $MyInvocation.ExpectingInput) {
            return
        }
        $file = $null
        try {
            $dialects = @(if ($Dialect) { '--dialect', $Dialect })
            $wrong = Get-ExpressionError -Expression $Expression -Argument $dialects
            if ($wrong) {
                $PSCmdlet.ThrowTerminatingError($wrong)
            }
            $arguments = @('eval', '--format', 'ndjson') + @(Get-WorldArgument -Bound $PSBoundParameters) + '-'
            if ($records.Count -gt 0) {
                $file = New-RecordFile -Line $lines
                $arguments += $file
            }
            $run = Invoke-AttrflowProgram -Argument $arguments -InputText $Expression
            if ($run.ExitCode -gt 1) {
                $PSCmdlet.ThrowTerminatingError((New-AttrflowRunError -Run $run -Target $Expression))
            }
            $number = 0
            foreach ($line in ($run.Output -split '\r?\n')) {
                if (-not $line) { continue }
                $given = if ($records.Count -gt 0) { $records[$number] }
                $number++
                if ($line.StartsWith('{"error":', [System.StringComparison]::Ordinal)) {
                    $outcome = ConvertFrom-AttrflowJson -Json $line
                    $PSCmdlet.WriteError((New-AttrflowError -Message $outcome.error.message -Id $outcome.error.code -Target $given))
                    continue
                }
                $isSkipped = $line.StartsWith('{"skip":', [System.StringComparison]::Ordinal)
                $value = if (-not $isSkipped) { ConvertFrom-ValueLine -Line $line }
                if ($ValueOnly) {
                    $value
                    continue
                }
                $object = New-Object PSObject -Property ([ordered] @{ Value = $value; Skipped = $isSkipped; Record = $given })
                $object.PSObject.TypeNames.Insert(0, 'Attrflow.Value')
                $object
            }
        } finally {
            if ($file) { Remove-Item -LiteralPath $file -ErrorAction SilentlyContinue }
        }
    }
}
